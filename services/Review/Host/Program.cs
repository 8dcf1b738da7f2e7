using Akorda.Hosting;
using Akorda.Review;

return await ServiceHost.RunAsync(args, new ReviewModule(), Listener.Newsroom);
