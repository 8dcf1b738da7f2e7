using Akorda.Hosting;
using Akorda.Sandbox;

var builder = WebApplication.CreateBuilder(args);
builder.AddModules([new SandboxModule()], Listeners.Read(builder.Configuration, Listener.Sandbox));
await using var app = builder.Build();
app.MapModules();
await app.StartAsync();
Console.WriteLine("Ready");
await app.WaitForShutdownAsync();
