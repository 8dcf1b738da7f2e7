using Akorda.Hosting;
using Akorda.Ingestion;

return await ServiceHost.RunAsync(args, new IngestionModule(), Listener.Newsroom);
