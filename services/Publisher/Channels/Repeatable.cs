namespace Akorda.Publisher.Channels;

/// <summary>Receivers that the same call may reach again without harm: webhooks and hubs. What is in doubt is sent again.</summary>
internal static class Repeatable
{
    /// <summary>Judges a complete answer.</summary>
    /// <param name="remoteId">What a call that was taken is known by.</param>
    public static Answer Judge(Exchange exchange, Order order, string remoteId) => exchange.Status switch
    {
        >= 200 and < 300 => new Answer.Done(order.RemoteId ?? remoteId, null) { Evidence = exchange.Evidence },
        410 => new Answer.AccountBlocked("The receiver says that it is gone for good.") { Evidence = exchange.Evidence },
        401 or 403 => new Answer.AccountBlocked($"The receiver answers {exchange.Status}.") { Evidence = exchange.Evidence },
        429 or 503 => new Answer.Throttled(exchange.RetryAfter) { Evidence = exchange.Evidence },
        // It may have been taken all the same: what follows (a withdrawal) must follow it.
        _ => new Answer.Uncertain { Evidence = exchange.Evidence },
    };

    /// <summary>There is nothing to read, and no need to.</summary>
    public static Task<Finding> FindAsync() => Task.FromResult<Finding>(new Finding.Absent { Evidence = "Not read: the same call may be made again." });
}
