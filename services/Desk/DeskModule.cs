using Akorda.Desk.Backend;
using Akorda.Desk.Drafts;
using Akorda.Desk.Glossary;
using Akorda.Desk.Layout;
using Akorda.Desk.MyWork;
using Akorda.Desk.Operations;
using Akorda.Desk.People;
using Akorda.Desk.Publications;
using Akorda.Desk.Reviews;
using Akorda.Desk.SignIn;
using Akorda.Desk.Translations;
using Akorda.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Akorda.Desk;

/// <summary>The newsroom's screens. Where the services run apart, also its one origin: it leads each request to the one that answers it.</summary>
public sealed class DeskModule : IServiceModule
{
    /// <summary>The module's name.</summary>
    public const string Key = "desk";

    string IServiceModule.Name => Key;

    public void AddServices(ModuleServices module)
    {
        var services = module.Services;
        // Read at registration: an address or a secret that is missing stops the start.
        var settings = DeskSettings.Read(module.Configuration);
        services.AddSingleton(settings);
        services.AddSingleton(ServiceAddresses.Read(module.Configuration));
        services.AddHttpForwarder();
        services.AddSingleton<Origin>();
        services.AddSingleton<NewsroomConnection>();
        services.AddHttpContextAccessor();
        services.AddScoped<Newsroom>();
        services.AddScoped(provider => Words.For(provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request

            ?? throw new InvalidOperationException("There is no request whose person could read.")));
        services.AddRazorComponents();
        services.AddCodeFlow(settings);
        // Before the framework's own, which would answer a browser too.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ErrorPages>());
    }

    public void MapEndpoints(ListenerRoutes routes)
    {
        routes.Before(Listener.Newsroom, PublicName.Use);
        routes.On(Listener.Newsroom, MapScreens);
    }

    private static void MapScreens(IEndpointRouteBuilder newsroom)
    {
        if (newsroom.ServiceProvider.GetRequiredService<ServiceAddresses>().Apart) newsroom.ServiceProvider.GetRequiredService<Origin>().Map(newsroom);
        DeskFiles.Map(newsroom);
        var desk = newsroom.MapDesk();
        ChooseLanguage.Map(desk);
        SignInAgain.Map(desk);
        SignOut.Map(desk);
        WatchChanges.Map(desk);
        ShowMyWork.Map(desk);
        ListDrafts.Map(desk);
        NewDraft.Map(desk);
        ImportWord.Map(desk);
        ShowDraft.Map(desk);
        EditDraft.Map(desk);
        KeepForm.Map(desk);
        DiscardForm.Map(desk);
        PreviewDraft.Map(desk);
        CleanPaste.Map(desk);
        UploadPhotographs.Map(desk);
        BeHere.Map(desk);
        ShowHistory.Map(desk);
        RestoreRevision.Map(desk);
        SubmitDraft.Map(desk);
        WithdrawDraft.Map(desk);
        ShowMedia.Map(desk);
        ListTasks.Map(desk);
        TakeNext.Map(desk);
        TranslateTask.Map(desk);
        SaveSegment.Map(desk);
        ShowBeside.Map(desk);
        PreviewTranslation.Map(desk);
        ListTerms.Map(desk);
        AddTerm.Map(desk);
        ChangeTerm.Map(desk);
        ListReviews.Map(desk);
        ReviewText.Map(desk);
        ListPublications.Map(desk);
        ShowCalendar.Map(desk);
        ShowPublication.Map(desk);
        SwitchChannels.Map(desk);
        ListPeople.Map(desk);
        AddPerson.Map(desk);
        ChangePerson.Map(desk);
        ShowOperations.Map(desk);
        ShowAudit.Map(desk);
    }
}
