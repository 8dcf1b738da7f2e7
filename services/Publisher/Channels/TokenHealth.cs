using Akorda.Postgres;
using Npgsql;

namespace Akorda.Publisher.Channels;

/// <summary>Whether an account lets us in, as far as the ledger knows: nobody asks a network for it.</summary>
/// <param name="State"><c>ok</c>, <c>expiring</c>, <c>refused</c>, or <c>unknown</c> until the first post.</param>
/// <param name="Since">When that was last seen, or began; null when nothing ever was.</param>
/// <param name="Reason">What the network answered when it refused.</param>
public sealed record TokenView(string State, DateTimeOffset? Since, string? Reason);

/// <summary>What the ledger knows of a channel's account.</summary>
/// <param name="DeliveredAt">The last post.</param>
/// <param name="RefusedAt">The last answer that asked for a person: a token that is not accepted, an account that is locked, a quota that is used up.</param>
/// <param name="SetAt">When its credentials were last rotated; null: they are those of the channels file.</param>
public sealed record TokenHealth(DateTimeOffset? DeliveredAt, DateTimeOffset? RefusedAt, string? Refusal, DateTimeOffset? SetAt)
{
    public const string Ok = "ok";
    public const string Expiring = "expiring";
    public const string Refused = "refused";
    public const string Unknown = "unknown";

    // Networks that end a token by themselves. How old those of the channels file are, nobody knows.
    private static readonly Dictionary<string, TimeSpan> Lifetimes = new()
    {
        ["instagram"] = TimeSpan.FromDays(60), ["threads"] = TimeSpan.FromDays(60), ["linkedin"] = TimeSpan.FromDays(60),
    };

    private static readonly TimeSpan Notice = TimeSpan.FromDays(10);

    /// <summary>Nothing is known of it.</summary>
    public static TokenHealth Nothing { get; } = new(null, null, null, null);

    /// <summary>The newest of what is known decides.</summary>
    public TokenView Judge(string network, DateTimeOffset now)
    {
        if (RefusedAt is not null && !(SetAt > RefusedAt) && !(DeliveredAt > RefusedAt)) return new TokenView(Refused, RefusedAt, Refusal);
        if (SetAt is { } set && Lifetimes.TryGetValue(network, out var lifetime) && set + lifetime - Notice <= now) return new TokenView(Expiring, set + lifetime - Notice, null);
        return DeliveredAt is not null && !(SetAt > DeliveredAt) ? new TokenView(Ok, DeliveredAt, null) : new TokenView(Unknown, SetAt, null);
    }

    /// <summary>What is known of each channel.</summary>
    public static async Task<IReadOnlyDictionary<string, TokenHealth>> ReadAsync(NpgsqlDataSource db, IReadOnlyList<string> channels, CancellationToken ct) =>
        (await db.QueryAsync(Sql, [channels.ToArray()], row => (Id: row.GetString(row.GetOrdinal("channel_id")), Health: Read(row)), ct)).ToDictionary(row => row.Id, row => row.Health);

    private static TokenHealth Read(NpgsqlDataReader row) => new(
        row.Nullable<DateTimeOffset>("delivered_at"), row.Nullable<DateTimeOffset>("refused_at"), row.NullableText("refusal"), row.Nullable<DateTimeOffset>("set_at"));

    private const string Sql =
        """
        select c.channel_id, k.set_at, refused.at as refused_at, refused.answer as refusal,
               (select d.posted_at
                  from publisher.delivery d
                 where d.destination = c.channel_id and d.state = 'delivered' and d.remote_id is not null
                 order by d.posted_at desc
                 limit 1) as delivered_at
          from unnest($1::text[]) as c (channel_id)
          left join publisher.credential k on k.channel_id = c.channel_id
          left join lateral (
            select a.ended_at as at, split_part(a.evidence, E'\n', 1) as answer
              from publisher.attempt a
              join publisher.delivery d using (delivery_id)
             where a.outcome = 'account-blocked' and d.destination = c.channel_id
             order by a.ended_at desc
             limit 1) refused on true
        """;
}
