namespace Akorda.Testing;

/// <summary>The codes of a draft's faults. Ingestion's tests hold it to them, and the Desk's tests look for words for each.</summary>
public static class DraftFaults
{
    public static readonly IReadOnlyList<string> Codes =
    [
        // Words.
        "must-not-be-blank",
        "must-be-at-most-characters",
        "must-not-hold-line-breaks-or-tabs",
        "must-not-hold-characters-that-change-the-direction-of-writing",
        "must-not-hold-invisible-characters",
        "must-not-hold-control-characters",
        "must-not-hold-line-separators",
        "must-not-hold-what-is-no-character",
        // Members.
        "must-be-a-date-yyyy-mm-dd",
        "must-be-a-time-with-its-offset-rfc",
        "must-be-at-most",
        "must-not-be-null",
        "stands-twice",
        "is-not-a-section-of-the-site",
        "is-not-a-rubric-of-this-section",
        "is-not-a-language-of-the-site",
        "is-the-draft-s-own-language",
        "must-name-no-event-may-be-without-it",
        "is-not-a-topic-of-the-newsroom",
        "must-be-or",
        "must-be-one-of-routine-urgent-flash",
        "was-not-uploaded-here",
        "shows-media-which-does-not-name",
        "is-not-a-channel-of-the-publisher",
        "posts-in-which-is-none-of-the-draft-s-languages",
        "is-for-a-channel-that-the-draft-is-not-posted-to",
        // The Markdown profile; the first value is the line.
        "the-text-has-too-many-links",
        "something-is-nested-too-deeply",
        "a-heading-begins-with",
        "a-heading-needs-words",
        "a-link-s-address-stands-in-the-link-itself-words-https",
        "html-is-not-allowed",
        "code-blocks-are-not-allowed-begin-the-line-without-four-spaces-a-tab-or",
        "only-paragraphs-headings-quotations-lists-tables-and-pictures-are-allowed",
        "a-quotation-needs-words",
        "a-quotation-holds-paragraphs-and-nothing-else",
        "a-list-item-needs-words",
        "a-list-item-holds-words-and-lists-and-nothing-else",
        "a-picture-stands-alone-as-media-id",
        "a-picture-is-written-media-id-its-words-belong-to-the-medium",
        "write-a-link-as-words-https",
        "a-link-leads-to-https-or-mailto",
        "a-link-has-no-title",
        "a-link-needs-words",
    ];
}
