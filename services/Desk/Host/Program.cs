using Akorda.Hosting;
using Akorda.Desk;

return await ServiceHost.RunAsync(args, new DeskModule(), Listener.Newsroom);
