using Akorda.Hosting;
using Akorda.Identity;

return await ServiceHost.RunAsync(args, new IdentityModule(), Listener.Newsroom);
