using Akorda.AllInOne;
using Akorda.Desk;
using Akorda.Hosting;
using Akorda.Identity;
using Akorda.Ingestion;
using Akorda.Publisher;
using Akorda.Review;
using Akorda.Sandbox;
using Akorda.Site;
using Akorda.Translation;

List<IServiceModule> modules =
[
    new IngestionModule(), new TranslationModule(), new ReviewModule(), new PublisherModule(), new SiteModule(), new DeskModule(),
];

// The settings beside the program count, not those of the folder that it is started from.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
// Another OpenID Connect authority takes Identity's place whole.
if (builder.Configuration["Identity:Authority"] is null) modules.Add(new IdentityModule());
// The networks may be imitated elsewhere, where a killed process does not take them with it.
if (builder.Configuration["Services:Sandbox"] is null) modules.Add(new SandboxModule());
try
{
    await using var machine = await OneMachine.ProvideAsync(builder.Configuration, modules, CancellationToken.None);
    if (args is ["with-databases", var program, .. var rest]) return await machine.RunWithDatabasesAsync([program, .. rest], CancellationToken.None);
    builder.AddModules(modules, Listeners.Read(builder.Configuration, Enum.GetValues<Listener>()));
    await using var app = builder.Build();
    await app.MigrateModulesAsync(CancellationToken.None);
    if (args is [ModuleHost.AfterRestore]) return 0;
    app.MapModules();
    await app.StartAsync();
    machine.PrintWelcome();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (InvalidOperationException refusal)
{
    // What stands in the way of a start is a sentence for the person who started it, not a stack.
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
