using Akorda.Desk;
using Akorda.Hosting;

return await ServiceHost.RunAsync(args, new DeskModule(), Listener.Newsroom);
