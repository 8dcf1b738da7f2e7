using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akorda.Hosting;

/// <summary>Runs one module as a process of its own, beside any number of others and of its like.</summary>
public static class ServiceHost
{
    // To give up a statement Npgsql blocks a thread for as long as it waits for a connection. All connections of a pool may do so at once when a
    // database falls silent, and what else the process does must not wait for that: a pool of threads grows by two a second only.
    private const int Threads = 32;

    /// <summary>Starts, says <c>Ready</c>, and ends with the process. What stands in the way of a start is a sentence on standard error and exit code 1.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="module">The one module.</param>
    /// <param name="listeners">Its doors.</param>
    public static async Task<int> RunAsync(string[] args, IServiceModule module, params IReadOnlyList<Listener> listeners)
    {
        try
        {
            ThreadPool.GetMinThreads(out var threads, out var completing);
            ThreadPool.SetMinThreads(Math.Max(threads, Threads), completing);
            // The settings beside the program count, not those of the folder that it is started from.
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            SecretFiles.Read(builder.Configuration);
            // One line of JSON each, with the event's id: made for whatever collects a container's output.
            builder.Logging.AddJsonConsole(json => (json.IncludeScopes, json.JsonWriterOptions) = (true, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            if (args is [AuditChain.Command, .. var known]) return await new AuditChain(module.Name).RunAsync(builder.Configuration, known, CancellationToken.None);
            // In memory a process alone would call every message delivered: nobody here subscribes to what the others consume.
            if (builder.Configuration["Transport"] is { } transport && transport != "rabbitmq")
                throw new InvalidOperationException($"Transport is {transport}: services apart need rabbitmq.");
            builder.Configuration["Transport"] = "rabbitmq";
            builder.AddModules([module], Listeners.Read(builder.Configuration, listeners));
            await using var app = builder.Build();
            await app.MigrateModulesAsync(CancellationToken.None);
            if (args is [ModuleHost.AfterRestore]) return 0;
            app.MapModules();
            await app.StartAsync();
            Console.WriteLine("Ready");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }
}
