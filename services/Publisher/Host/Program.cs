using Akorda.Hosting;
using Akorda.Publisher;

return await ServiceHost.RunAsync(args, new PublisherModule(), Listener.Newsroom);
