using Akorda.Hosting;
using Akorda.Site;

return await ServiceHost.RunAsync(args, new SiteModule(), Listener.Site, Listener.SiteIntake);
