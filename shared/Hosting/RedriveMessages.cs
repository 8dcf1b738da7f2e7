using Akorda.Http;
using Akorda.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Hosting;

/// <summary>An administrator has a module send again what it sent: for a broker that lost what it held. Whoever has a message already ignores it, so it is harmless to repeat.</summary>
internal sealed class RedriveMessages(string module)
{
    /// <summary>From when on; null for everything that is still kept, which is two weeks.</summary>
    public sealed record Request(DateTimeOffset? Since);

    /// <summary>How many messages leave again.</summary>
    public sealed record Answer(int Messages);

    public void Map(IEndpointRouteBuilder routes) => routes
        .MapPost($"/api/{module}/messages/redrive", Handle)
        .RequireAuthorization(Roles.Administrator)
        .DisableRequestTimeout()
        .WithName($"RedriveMessagesOf-{module}")
        .WithSummary("Send again what was sent, after a broker lost it")
        .WithGroupName(module)
        .ProducesProblem(422);

    private async Task<Ok<Answer>> Handle(Request request, CurrentUser user, IServiceProvider services, CancellationToken ct) =>
        TypedResults.Ok(new Answer(await services.GetRequiredKeyedService<Outbox>(module).RedriveAsync(request.Since ?? DateTimeOffset.UnixEpoch, ct, user.Person.Id)));
}
