-- The ids of a translation's segments, in the order of the text, as its translator knows them; null of a source text, and of what came from an older process.
alter table review.review add column segment_ids text[];
