using Akorda.Postgres;
using Akorda.Publisher.Channels;
using Akorda.Publisher.Deliveries;
using Akorda.Texts;
using Npgsql;

namespace Akorda.Publisher.Releases;

/// <summary>What a channel will carry: made by the function that makes the delivery's frozen request, of the same approved document.</summary>
/// <param name="Action"><c>publish</c>, or <c>correct</c> where a post stands or may stand.</param>
/// <param name="Text">Null where the network cannot carry it.</param>
/// <param name="Link">The page that the post leads to; of a text that was never public its address may still change with the title.</param>
/// <param name="Length">How long it is as the network counts.</param>
/// <param name="Written">Whether somebody wrote the words for this channel; else they are the template's.</param>
/// <param name="Unfit">Why it cannot be posted.</param>
public sealed record PostView(
    string Language, string Channel, string? Network, string Action, string? Text, Uri Link, IReadOnlyList<PostView.Medium> Media, int? Length, int? Longest, bool Written, string? Unfit)
{
    /// <summary>A picture that goes with the words.</summary>
    public sealed record Medium(Guid Id, string Alt);

    /// <summary>The posts of a text, one for each of its channels.</summary>
    /// <param name="standing">The channels on which something of this event and language stands or may stand.</param>
    public static IEnumerable<PostView> Of(Document document, Uri page, IReadOnlyCollection<string> standing, IReadOnlyList<IChannel> channels) =>
        document.Channels.Select(id => Of(document, page, standing.Contains(id) ? Delivery.Correct : Delivery.Publish, id, channels));

    private static PostView Of(Document document, Uri page, string action, string id, IReadOnlyList<IChannel> channels)
    {
        var channel = channels.FirstOrDefault(one => one.Settings.Id == id);
        var post = channel is null || PlanDeliveries.UnfitOf(channel.Settings, document.Language) is not null
            ? new PostText(null, PlanDeliveries.UnfitOf(channel?.Settings, document.Language))
            : channel.Compose(new Order { DeliveryId = Guid.Empty, Action = action, Document = document, Page = page, RemoteId = null, PostedAt = null });
        return new PostView(
            document.Language, id, channel?.Settings.Network, action, post.Text, page, [.. post.Media.Select(medium => new Medium(medium.Id, medium.Alt))],
            post.Length, post.Longest, post.IsWritten, post.Unfit);
    }
}

/// <summary>An approved text of the revision that is released next, or was last, with what its posts depend on.</summary>
internal sealed record PostedText(Document Document, Uri Page, IReadOnlyList<string> Standing)
{
    /// <summary>The texts of an event; none before an approval.</summary>
    public static Task<List<PostedText>> OfAsync(NpgsqlConnection connection, Guid eventId, Uri site, CancellationToken ct) => connection.QueryAsync(
        Sql, [eventId],
        row =>
        {
            var document = Document.Read(row.GetString(row.GetOrdinal("document")));
            return new PostedText(
                document,
                new Uri(PageAddress.Url(site, document.Language, document.Section, row.GetString(row.GetOrdinal("slug")), document.Number)),
                row.GetFieldValue<string[]>(row.GetOrdinal("standing")));
        },
        ct);

    private const string Sql =
        """
        select t.document, coalesce(s.slug, t.slug) as slug,
               array(select e.destination
                       from publisher.delivery e
                      where e.event_id = t.event_id
                        and e.language = t.language
                        and e.revision < t.revision
                        and e.action <> 'withdraw'
                        and (e.in_doubt or e.state = 'delivered')) as standing
          from (select event_id, revision
                  from publisher.release
                 where event_id = $1
                   and state <> 'superseded'
                 order by revision desc
                 limit 1) r
          join publisher.text t using (event_id, revision)
          left join publisher.slug s on s.event_id = t.event_id and s.language = t.language
         order by t.language
        """;
}
