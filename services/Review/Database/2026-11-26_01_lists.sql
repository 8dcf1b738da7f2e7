-- A reviewer's queue is one language's; and the list by language alone.
create index review_by_language on review.review (language, state, review_id);
create index review_in_language on review.review (language, review_id);
