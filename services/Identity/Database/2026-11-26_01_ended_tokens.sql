-- Tokens that ended are removed every hour, and found by when they ended.
create index ix_oauth_token_expiration_date on identity.oauth_token (expiration_date);
create index ix_oauth_authorization_creation_date on identity.oauth_authorization (creation_date);
