using System.Globalization;
using Akorda.Publisher.Channels;

namespace Akorda.Publisher.Photographs;

/// <summary>Brings the photographs of a post to its network, where nobody sees them until a post names them. What the network holds already is not brought again.</summary>
public static class StagePhotographs
{
    /// <summary>What came of bringing one: the network's handle, or why there is none.</summary>
    public sealed record Staged(string? Handle, Preparation? Instead)
    {
        /// <summary>The network holds it.</summary>
        public static Staged As(string handle) => new(handle, null);

        /// <summary>What an answer that names no handle comes to. Whatever became of the request, nobody sees it: it may be sent again.</summary>
        public static Staged Not(Exchange exchange, Answer? judged) => new(null, judged switch
        {
            Answer.Rejected rejected => new Preparation.Unfit("held", rejected.Reason),
            Answer.Throttled throttled => new Preparation.Later(throttled.After, "The network asks the account to wait."),
            Answer.AccountBlocked blocked => new Preparation.Later(null, blocked.Reason),
            _ => new Preparation.Later(null, $"A photograph could not be brought to the network: {exchange.Status?.ToString(CultureInfo.InvariantCulture) ?? exchange.Failure}."),
        });
    }

    /// <summary>The handles of all of them, in order; or what the preparation comes to instead.</summary>
    /// <param name="validFor">How long the network keeps what no post uses.</param>
    /// <param name="bringAsync">Sends one.</param>
    public static async Task<(IReadOnlyList<string> Handles, Preparation? Instead)> HandleAsync(
        Order order, PictureLimit limit, TimeSpan validFor, Func<FittedPhotograph, Task<Staged>> bringAsync, CancellationToken ct)
    {
        List<string> handles = [];
        foreach (var photograph in await order.PhotographsAsync(limit, ct))
        {
            var known = order.Uploads is null ? null : await order.Uploads.FindAsync(photograph, ct);
            if (known is null)
            {
                var staged = await bringAsync(photograph);
                if (staged.Handle is null) return ([], staged.Instead);
                if (order.Uploads is not null) await order.Uploads.KeepAsync(photograph, staged.Handle, validFor, ct);
                known = staged.Handle;
            }
            handles.Add(known);
        }
        return (handles, null);
    }
}
