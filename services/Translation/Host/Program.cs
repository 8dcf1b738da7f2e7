using Akorda.Hosting;
using Akorda.Translation;

return await ServiceHost.RunAsync(args, new TranslationModule(), Listener.Newsroom);
