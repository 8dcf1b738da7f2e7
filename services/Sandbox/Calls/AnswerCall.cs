using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Akorda.Sandbox.Calls;

/// <summary>Takes a call off the wire, lets the network carry it out, and shows the fault that was asked for.</summary>
public sealed class AnswerCall(IEnumerable<INetwork> networks, FaultScript script, CallLog log, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock oneAtATime = new();

    /// <summary>Maps every network's addresses.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var network in networks)
            routes.Map($"/{network.Name}/{{**path}}", (HttpContext context) => Handle(network, context)).ExcludeFromDescription();
    }

    private async Task Handle(INetwork network, HttpContext context)
    {
        var call = CallOf(network, context, "");
        var fault = script.Meet(network.Name, network.OperationOf(call), network.LanguageOf(call));
        // Before the body is read: what the network has not read it cannot have done.
        if (fault?.Kind == "reset")
        {
            Note(network, call, fault, "reset");
            context.Abort();
            return;
        }
        call = await WithBodyAsync(call, context);
        if (fault?.Kind == "lag") call = call with { SeesUntil = call.At - TimeSpan.FromMilliseconds(fault.DelayMs) };
        var reply = fault is null or { Executes: true } ? Execute(network, call) : null;
        Note(network, call, fault, reply?.Status.ToString(CultureInfo.InvariantCulture) ?? "not executed");
        await ShowAsync(network, call, fault, reply, context);
    }

    private static async Task<Call> WithBodyAsync(Call call, HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        call = call with { Bytes = bytes.ToArray() };
        if (call.ContentType?.StartsWith("image/", StringComparison.Ordinal) == true) return call with { Body = $"{call.Bytes.Length} bytes" };
        if (!FormParts.AreIn(call.ContentType)) return call with { Body = Encoding.UTF8.GetString(call.Bytes) };
        var (fields, files) = await FormParts.ReadAsync(call.Bytes, call.ContentType!);   // it has one
        // What the log shows of it: the fields, and of files only how long they are.
        var shown = fields.Select(field => $"{field.Key}={field.Value}").Concat(files.Select(file => $"{file.Key}: {file.Value.Length} bytes"));
        return call with { Body = string.Join('\n', shown), Fields = fields, Files = files };
    }

    private async Task ShowAsync(INetwork network, Call call, Fault? fault, Reply? reply, HttpContext context)
    {
        switch (fault?.Kind)
        {
            case "executeThenReset":
                context.Abort();
                return;
            case "executeLate":
                context.Abort();
                _ = ExecuteLaterAsync(network, call, TimeSpan.FromMilliseconds(fault.DelayMs));
                return;
            case "hang" or "executeThenHang":
                await WaitForeverAsync(context.RequestAborted);
                return;
            case "fail" or "executeThenFail":
                reply = network.Fail();
                break;
            case "throttle" or "executeThenThrottle":
                reply = network.Throttle(fault.RetryAfter);
                break;
            case "answer" or "executeThenAnswer":
                reply = new Reply(fault.Status, fault.Body?.DeepClone()) { Headers = fault.Headers };
                break;
        }
        if (reply is not null) await WriteAsync(context, reply, half: fault?.Kind == "executeThenHalf");
    }

    private Reply Execute(INetwork network, Call call)
    {
        lock (oneAtATime) return network.Answer(call);
    }

    private async Task ExecuteLaterAsync(INetwork network, Call call, TimeSpan delay)
    {
        await Task.Delay(delay, clock);
        var reply = Execute(network, call with { At = clock.GetUtcNow() });
        log.Note(call, network.OperationOf(call), network.LanguageOf(call), null, string.Create(CultureInfo.InvariantCulture, $"{reply.Status}, late"));
    }

    private void Note(INetwork network, Call call, Fault? fault, string outcome) =>
        log.Note(call, network.OperationOf(call), network.LanguageOf(call), fault, outcome);

    private static async Task WaitForeverAsync(CancellationToken untilTheCallerGoes)
    {
        var gone = new TaskCompletionSource();
        await using var registration = untilTheCallerGoes.Register(gone.SetResult);
        await gone.Task;
    }

    private static async Task WriteAsync(HttpContext context, Reply reply, bool half)
    {
        var bytes = Encoding.UTF8.GetBytes(reply.Body?.ToJsonString(Form) ?? "");
        if (half) bytes = bytes[..(bytes.Length / 2)];
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(bytes, CancellationToken.None);
    }

    private Call CallOf(INetwork network, HttpContext context, string body)
    {
        var request = context.Request;
        return new Call
        {
            Network = network.Name,
            Method = request.Method,
            Path = request.Path.Value?[(network.Name.Length + 1)..] ?? "/",
            Address = $"{request.Scheme}://{request.Host}{request.Path.ToUriComponent()}",
            Query = [.. QueryHelpers.ParseQuery(request.QueryString.Value).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")))],
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Authorization = request.Headers.Authorization.FirstOrDefault(),
            ContentType = request.ContentType,
            Body = body,
            At = clock.GetUtcNow(),
        };
    }
}
