using Akorda.Sandbox.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Akorda.Sandbox.Control;

/// <summary>Sets the faults that the networks have from now on; an empty list ends them.</summary>
public static class SetFaults
{
    /// <summary>The faults; each call meets the first that fits.</summary>
    public sealed record Request
    {
        public required IReadOnlyList<Fault> Faults { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/control/faults", Handle).WithName("SetFaults").WithSummary("Set the networks' faults");

    private static Results<NoContent, BadRequest<string>> Handle(Request request, FaultScript script, IEnumerable<INetwork> networks)
    {
        foreach (var fault in request.Faults)
        {
            if (!Fault.Kinds.Contains(fault.Kind)) return TypedResults.BadRequest($"There is no fault \"{fault.Kind}\". There are: {string.Join(", ", Fault.Kinds)}.");
            if (!networks.Any(network => network.Name == fault.Network)) return TypedResults.BadRequest($"There is no network \"{fault.Network}\".");
        }
        script.Set(request.Faults);
        return TypedResults.NoContent();
    }
}
