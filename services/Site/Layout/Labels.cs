namespace Akorda.Site.Layout;

/// <summary>The site's own words in one language. Configuration <c>Site:Labels:{language}</c> replaces any of them.</summary>
public sealed record Labels
{
    public required string SiteName { get; set; }
    /// <summary>The language's name in itself.</summary>
    public required string LanguageName { get; set; }
    /// <summary>For Open Graph, such as <c>kk_KZ</c>.</summary>
    public required string Locale { get; set; }
    public required string SkipToText { get; set; }
    public required string Languages { get; set; }
    public required string YouAreHere { get; set; }
    public required string Sections { get; set; }
    public required string GoBack { get; set; }
    public required string Print { get; set; }
    public required string Share { get; set; }
    /// <summary>What stands at the time of a correction, before the time.</summary>
    public required string Updated { get; set; }
    public required string Corrected { get; set; }
    public required string Latest { get; set; }
    public required string NothingYet { get; set; }
    public required string Search { get; set; }
    public required string NothingFound { get; set; }
    public required string NotFoundTitle { get; set; }
    public required string NotFoundText { get; set; }
    public required string WithdrawnTitle { get; set; }
    public required string WithdrawnText { get; set; }
    public required string Feeds { get; set; }
    public required string Address { get; set; }
    public required string Photo { get; set; }

    /// <summary>The defaults of a language; English for one that has none of its own.</summary>
    public static Labels DefaultsOf(string language) => language switch
    {
        "kk" => new Labels
        {
            SiteName = "Қазақстан Республикасы Президентінің ресми сайты",
            LanguageName = "Қазақша",
            Locale = "kk_KZ",
            SkipToText = "Мәтінге өту",
            Languages = "Тілдер",
            YouAreHere = "Сіз осындасыз",
            Sections = "Бөлімдер",
            GoBack = "Артқа",
            Print = "Басып шығару",
            Share = "Бөлісу",
            Updated = "Жаңартылды:",
            Corrected = "Бұл мәтін жарияланғаннан кейін түзетілді.",
            Latest = "Соңғы оқиғалар",
            NothingYet = "Мұнда әзірге ештеңе жарияланған жоқ.",
            Search = "Іздеу",
            NothingFound = "Ештеңе табылмады.",
            NotFoundTitle = "Бет табылмады",
            NotFoundText = "Мұндай мекенжайда бет жоқ. Мекенжайды тексеріңіз немесе оқиғалар тізіміне өтіңіз.",
            WithdrawnTitle = "Хабарлама қайтарып алынды",
            WithdrawnText = "Бұл хабарламаны Президенттің баспасөз қызметі қайтарып алды. Оның мәтіні енді ресми болып саналмайды.",
            Feeds = "Жаңалықтар арналары",
            Address = "Мекенжайы",
            Photo = "Фото",
        },
        "ru" => new Labels
        {
            SiteName = "Официальный сайт Президента Республики Казахстан",
            LanguageName = "Русский",
            Locale = "ru_KZ",
            SkipToText = "Перейти к тексту",
            Languages = "Языки",
            YouAreHere = "Вы здесь",
            Sections = "Разделы",
            GoBack = "Назад",
            Print = "Печать",
            Share = "Поделиться",
            Updated = "Обновлено:",
            Corrected = "Этот текст был исправлен после публикации.",
            Latest = "Последние события",
            NothingYet = "Здесь пока ничего не опубликовано.",
            Search = "Поиск",
            NothingFound = "Ничего не найдено.",
            NotFoundTitle = "Страница не найдена",
            NotFoundText = "По этому адресу страницы нет. Проверьте адрес или перейдите к списку событий.",
            WithdrawnTitle = "Сообщение отозвано",
            WithdrawnText = "Это сообщение отозвано пресс-службой Президента. Его текст больше не является официальным.",
            Feeds = "Новостные ленты",
            Address = "Адрес",
            Photo = "Фото",
        },
        _ => new Labels
        {
            SiteName = "Official website of the President of the Republic of Kazakhstan",
            LanguageName = language == "en" ? "English" : language,
            Locale = language == "en" ? "en_GB" : language,
            SkipToText = "Skip to the text",
            Languages = "Languages",
            YouAreHere = "You are here",
            Sections = "Sections",
            GoBack = "Go back",
            Print = "Print",
            Share = "Share",
            Updated = "Updated:",
            Corrected = "This text was corrected after its publication.",
            Latest = "Latest events",
            NothingYet = "Nothing has been published here yet.",
            Search = "Search",
            NothingFound = "Nothing was found.",
            NotFoundTitle = "Page not found",
            NotFoundText = "There is no page at this address. Check the address or go to the list of events.",
            WithdrawnTitle = "Statement withdrawn",
            WithdrawnText = "The press service of the President has withdrawn this statement. Its text is no longer official.",
            Feeds = "News feeds",
            Address = "Address",
            Photo = "Photo",
        },
    };
}
