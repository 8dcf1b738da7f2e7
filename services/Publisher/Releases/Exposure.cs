using Akorda.Postgres;
using Akorda.Publisher.Deliveries;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>What readers can still see of an event in one place.</summary>
/// <param name="Destination"><c>site</c> or a channel's id.</param>
/// <param name="State"><c>public</c>, <c>withdrawing</c> (it is being taken back), <c>stuck</c> (it cannot be taken back, or not without a person), <c>unknown</c> (nobody knows whether it stands), <c>gone</c>.</param>
/// <param name="Url">Where it stands or stood.</param>
/// <param name="DeliveryId">The delivery that decides about it.</param>
/// <param name="Reason">Why it is not gone.</param>
public sealed record Exposure(string Language, string Destination, string State, string? Url, DateTimeOffset? PostedAt, Guid DeliveryId, string? Reason)
{
    public const string Public = "public";
    public const string Withdrawing = "withdrawing";
    public const string Stuck = "stuck";
    public const string Unknown = "unknown";
    public const string Gone = "gone";

    /// <summary>A row of the ledger, as far as this needs it.</summary>
    public sealed record Row(
        Guid Id, int Revision, string Language, string Destination, string Action, string State, bool InDoubt, string? RemoteId, string? Url, DateTimeOffset? PostedAt, string? Reason)
    {
        public static Row Read(NpgsqlDataReader row) => new(
            row.GetGuid(row.GetOrdinal("delivery_id")), row.GetInt32(row.GetOrdinal("revision")), row.GetString(row.GetOrdinal("language")), row.GetString(row.GetOrdinal("destination")),
            row.GetString(row.GetOrdinal("action")), row.GetString(row.GetOrdinal("state")), row.GetBoolean(row.GetOrdinal("in_doubt")), row.NullableText("remote_id"), row.NullableText("url"),
            row.Nullable<DateTimeOffset>("posted_at"), row.NullableText("reason"));

        // Of an edited post, every row names the same one.
        public string Post => RemoteId ?? (Destination == PlanDeliveries.Site ? PlanDeliveries.Site : Id.ToString());
    }

    /// <summary>Every place on which something of the event stands, stood, or may stand.</summary>
    /// <param name="isWithdrawn">Somebody takes the event back; a channel's withdrawal is planned once the Site has it.</param>
    public static IReadOnlyList<Exposure> Of(IReadOnlyList<Row> rows, bool isWithdrawn) =>
    [
        .. rows.GroupBy(row => (row.Language, row.Destination))
            .OrderBy(place => place.Key.Destination != PlanDeliveries.Site).ThenBy(place => place.Key.Language, StringComparer.Ordinal).ThenBy(place => place.Key.Destination, StringComparer.Ordinal)
            .SelectMany(place => OfPlace([.. place], isWithdrawn)),
    ];

    // A withdrawal has the revision of the row that it takes back, and that row stands for its post.
    private static IEnumerable<Exposure> OfPlace(IReadOnlyList<Row> rows, bool isWithdrawn)
    {
        var posts = rows.Where(row => row.Action != Delivery.Withdraw && (row.InDoubt || row.State == Delivery.Delivered)).GroupBy(row => row.Post).Select(post => post.MaxBy(row => row.Revision)!);
        foreach (var post in posts.OrderBy(post => post.Revision))
        {
            var withdrawal = rows.FirstOrDefault(row => row.Action == Delivery.Withdraw && row.Revision == post.Revision);
            var (state, reason, decides) = (post.InDoubt, withdrawal?.State) switch
            {
                (_, Delivery.Delivered) => (Gone, null, withdrawal!),
                (true, _) => (Unknown, post.Reason, post),
                (_, null) => (isWithdrawn ? Withdrawing : Public, null, post),
                (_, Delivery.Held or Delivery.Rejected or Delivery.Skipped or Delivery.Withdrawn) => (Stuck, withdrawal!.Reason, withdrawal),
                _ => (Withdrawing, withdrawal!.Reason, withdrawal),
            };
            yield return new Exposure(post.Language, post.Destination, state, post.Url, post.PostedAt, decides.Id, reason);
        }
    }

    internal const string Sql =
        """
        select delivery_id, revision, language, destination, action, state, in_doubt, remote_id, url, posted_at, reason
          from publisher.delivery
         where event_id = $1
        """;
}
