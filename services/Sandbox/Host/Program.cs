using Akorda.Hosting;
using Akorda.Sandbox;

return await ServiceHost.RunAsync(args, new SandboxModule(), Listener.Sandbox);
