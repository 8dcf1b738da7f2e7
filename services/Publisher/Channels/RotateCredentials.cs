using System.Text.Json;
using Akorda.Http;
using Akorda.Messaging;
using Akorda.Publisher.Deliveries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Publisher.Channels;

/// <summary>An administrator gives a channel new credentials for the same account. Every process of the Publisher uses them before its next request, and nothing shows them again.</summary>
public static class RotateCredentials
{
    private const int LongestValue = 4_096;

    /// <summary>What became of it; never the credentials.</summary>
    /// <param name="Version">Grows with every rotation of this channel.</param>
    public sealed record Answer(string Channel, long Version);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/api/channels/{id}/credentials", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithName("RotateCredentials")
        .WithSummary("Give a channel new credentials without a restart")
        .WithGroupName(PublisherModule.Key)
        .ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string id, JsonElement request, CurrentUser user, IReadOnlyList<IChannel> channels, SealedCredentials sealedCredentials,
        [FromKeyedServices(PublisherModule.Key)] Outbox outbox, DeliveryWakes wakes, TimeProvider clock, CancellationToken ct)
    {
        if (channels.FirstOrDefault(channel => channel.Settings.Id == id)?.Settings is not { } settings) return Problems.NotFound("channel");
        if (user.CheckFreshSignIn(clock) is { } again) return again;
        if (!sealedCredentials.CanKeep) return Problems.Of(409, "no-credentials-key", "Credentials cannot be kept", "Publisher:CredentialsKeyFile is not set.");
        var (credentials, faults) = Read(request, settings);
        if (!faults.None) return Problems.Invalid(faults);

        await using var act = await outbox.BeginAsync(ct);
        var version = await act.FindAsync(Sql, [id, sealedCredentials.Seal(id, credentials), user.Person.Id], row => row.GetInt64(0), ct);
        act.Record(user.Person.Id, "credentials-rotated", id, $"version {version}");
        await act.CommitAsync(ct);
        wakes.Set([id]);
        return TypedResults.Ok(new Answer(id, version));
    }

    // What is wrong is named without its value: an answer must not repeat half a secret.
    private static (IReadOnlyDictionary<string, string> Credentials, Faults Faults) Read(JsonElement request, ChannelSettings settings)
    {
        var faults = new Faults();
        List<string> wrong = [];
        var credentials = ChannelEntry.ReadCredentials(request, "$", settings.Network, wrong);
        foreach (var fault in wrong) faults.Add("$", fault);
        foreach (var (name, value) in credentials)
        {
            if (value.Length > LongestValue) faults.Add($"$.{name}", $"must be at most {LongestValue} characters");
            // A line end that was copied with a token would break every request.
            if (value.Any(letter => letter is < '!' or > '~')) faults.Add($"$.{name}", "must be visible ASCII characters without spaces");
        }
        if (ChannelEntry.AccountMember(settings.Network) is { } account && credentials.TryGetValue(account, out var named) && named != settings.Credentials.GetValueOrDefault(account))
            faults.Add($"$.{account}", "is another account than the channel's; another account is another channel of the channels file");
        return (credentials, faults);
    }

    private const string Sql =
        """
        insert into publisher.credential as c (channel_id, version, sealed, set_by)
        values ($1, 1, $2, $3)
        on conflict (channel_id) do update
           set version = c.version + 1,
               sealed = excluded.sealed,
               set_at = clock_timestamp(),
               set_by = excluded.set_by
        returning version
        """;
}
