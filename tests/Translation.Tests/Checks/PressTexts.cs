namespace Akorda.Translation.Tests.Checks;

/// <summary>Sentences as a press service writes them, in three languages. A check that cries wolf here would stop a statement.</summary>
public sealed class PressTexts
{
    private static readonly string[][] Sentences =
    [
        [
            "Бүгін, 2026 жылғы 20 қарашада, Мемлекет басшысы салтанатты рәсімде Финляндия, Португалия, Чили, Вьетнам және Кения елшілерінің сенім грамоталарын қабылдады.",
            "Сегодня, 20 ноября 2026 года, на торжественной церемонии Глава государства принял верительные грамоты послов Финляндии, Португалии, Чили, Вьетнама и Кении.",
            "Today, November 20, 2026, at an official ceremony, the Head of State received the credentials of the ambassadors of Finland, Portugal, Chile, Vietnam and Kenya.",
        ],
        [
            "Финляндия елшісі Аино Лехтонен екі ел арасындағы тауар айналымы соңғы 10 айда 18 пайызға өскенін атап өтті.",
            "Посол Финляндии Аино Лехтонен отметила, что товарооборот между двумя странами за последние 10 месяцев вырос на 18 процентов.",
            "Ambassador of Finland Aino Lehtonen noted that trade between the two countries had grown by 18 percent over the past 10 months.",
        ],
        [
            "Келесі кездесу 2027 жылғы 15 наурызға жоспарланған. Сол күні Астанада «Серіктестік көпірі» форумы өтеді, оған 12 елдің кәсіпкерлері шақырылды.",
            "Следующая встреча запланирована на 15 марта 2027 года. В этот день в Астане пройдёт форум «Мост партнёрства», на который приглашены предприниматели из 12 стран.",
            "The next meeting is planned for March 15, 2027. On that day Astana will host the “Bridge of Partnership” forum, to which entrepreneurs from 12 countries have been invited.",
        ],
        [
            "2021 жылдың қорытындысы бойынша жалпы ішкі өнім 4,3 пайызға, ал өңдеу өнеркәсібі 5,5 пайызға өсті. Экономикаға 13,2 трлн теңге инвестиция тартылды.",
            "По итогам 2021 года валовой внутренний продукт вырос на 4,3 %, а обрабатывающая промышленность – на 5,5 %. В экономику привлечено 13,2 трлн тенге инвестиций.",
            "At the end of 2021, gross domestic product grew by 4.3% and manufacturing by 5.5%. The economy attracted 13.2 trillion tenge of investment.",
        ],
        [
            "Бірінші кезеңде 2023–2025 жылдары 1 200-ден астам мектеп салынады, бұған 2,6 триллион теңге бөлінді.",
            "На первом этапе в 2023–2025 годах будет построено более 1 200 школ, на это выделено 2,6 триллиона тенге.",
            "At the first stage, in 2023–2025, more than 1,200 schools will be built; 2.6 trillion tenge has been allocated for this.",
        ],
        [
            "Қасым-Жомарт Тоқаев Біріккен Ұлттар Ұйымының Бас Ассамблеясының 76-сессиясында сөз сөйледі.",
            "Касым-Жомарт Токаев выступил на 76-й сессии Генеральной Ассамблеи Организации Объединённых Наций.",
            "Kassym-Jomart Tokayev addressed the 76th session of the United Nations General Assembly.",
        ],
        [
            "Форумға 50-ден астам елден 3 мыңға жуық делегат қатысты, оның ішінде C5+1 форматының өкілдері бар.",
            "В форуме приняли участие около 3 тысяч делегатов из более чем 50 стран, в том числе представители формата C5+1.",
            "About 3,000 delegates from more than 50 countries took part in the forum, including representatives of the C5+1 format.",
        ],
        [
            "Тәуелсіздіктің 30 жылдығына орай 16 желтоқсанда Астанада салтанатты іс-шаралар сағат 10:00-де басталады.",
            "По случаю 30-летия Независимости 16 декабря в Астане торжественные мероприятия начнутся в 10:00.",
            "To mark the 30th anniversary of Independence, celebrations in Astana will begin at 10 a.m. on December 16.",
        ],
        [
            "Президент Жарлығымен «Қазақстан Республикасының кейбір заңнамалық актілеріне өзгерістер енгізу туралы» Заңға (№ 151-VII) қол қойылды.",
            "Президентом подписан Закон «О внесении изменений в некоторые законодательные акты Республики Казахстан» (№ 151-VII).",
            "The President signed the Law “On Amendments to Certain Legislative Acts of the Republic of Kazakhstan” (No. 151-VII).",
        ],
        [
            "Мұнай өндіру көлемі 2030 жылға қарай 100 млн тоннаға, мал шаруашылығы өнімінің экспорты 1,5 есеге артады.",
            "К 2030 году добыча нефти вырастет до 100 млн тонн, экспорт продукции животноводства – в 1,5 раза.",
            "By 2030, oil production will rise to 100 million tonnes, and exports of livestock products will grow 1.5 times.",
        ],
        [
            "COVID-19 пандемиясы кезінде 9,5 миллионнан астам азамат вакцинаның екі дозасын алды.",
            "Во время пандемии COVID-19 более 9,5 миллиона граждан получили две дозы вакцины.",
            "During the COVID-19 pandemic, more than 9.5 million citizens received two doses of the vaccine.",
        ],
        [
            "Telegram мессенджеріндегі Aqorda арнасы, Facebook пен X желілеріндегі парақшалар жаңартылып тұрады: akorda.kz.",
            "Канал Aqorda в мессенджере Telegram, страницы в сетях Facebook и X постоянно обновляются: akorda.kz.",
            "The Aqorda channel on Telegram and the pages on Facebook and X are updated constantly: akorda.kz.",
        ],
        [
            "24–26 тамызда Мемлекет басшысы мемлекеттік сапармен Түркияға барып, Режеп Тайип Ердоғанмен келіссөз жүргізеді.",
            "24–26 августа Глава государства посетит с государственным визитом Турцию и проведёт переговоры с Реджепом Тайипом Эрдоганом.",
            "On August 24–26, the Head of State will pay a state visit to Türkiye and hold talks with Recep Tayyip Erdoğan.",
        ],
        [
            "Қызылорда облысында 65 шақырымдық жол, Арал ауданында 12 елді мекенге газ құбыры тартылды.",
            "В Кызылординской области проложено 65 километров дорог, в Аральском районе газ подведён к 12 населённым пунктам.",
            "In the Kyzylorda region 65 kilometres of roads were laid, and in the Aral district gas reached 12 settlements.",
        ],
        [
            "Ең төменгі жалақы 2022 жылғы 1 қаңтардан бастап 42 500 теңгеден 60 мың теңгеге дейін көтерілді.",
            "С 1 января 2022 года минимальная заработная плата повышена с 42 500 до 60 тысяч тенге.",
            "From January 1, 2022, the minimum wage was raised from 42,500 to 60,000 tenge.",
        ],
        [
            "Халық саны 20 миллионнан асты, ал 2050 жылға қарай 27,7 миллионға жетеді деп күтілуде.",
            "Численность населения превысила 20 миллионов и, как ожидается, к 2050 году достигнет 27,7 миллиона.",
            "The population has exceeded 20 million and is expected to reach 27.7 million by 2050.",
        ],
        [
            "«Біз бірге болсақ, кез келген қиындықты еңсереміз», – деді Президент.",
            "«Вместе мы преодолеем любые трудности», – сказал Президент.",
            "“Together we will overcome any difficulty,” the President said.",
        ],
        [
            "ЕАЭО, ШЫҰ және ЕҚЫҰ аясындағы ынтымақтастық, сондай-ақ «Бір белдеу, бір жол» бастамасы талқыланды.",
            "Обсуждено сотрудничество в рамках ЕАЭС, ШОС и ОБСЕ, а также инициатива «Один пояс, один путь».",
            "They discussed cooperation within the EAEU, the SCO and the OSCE, and the “One Belt, One Road” initiative.",
        ],
        [
            "Бюджет тапшылығы 2,7%-дан 2,1%-ға дейін, инфляция 8–8,5% аралығына төмендейді.",
            "Дефицит бюджета снизится с 2,7 до 2,1 процента, инфляция – до 8–8,5 процента.",
            "The budget deficit will fall from 2.7% to 2.1%, and inflation to between 8% and 8.5%.",
        ],
        [
            "XXI ғасырда жастардың рөлі артып келеді.",
            "В XXI веке роль молодёжи возрастает.",
            "In the 21st century the role of young people is growing.",
        ],
        [
            "Байланыс телефоны: +7 7172 74-55-55, электрондық пошта: press@akorda.kz.",
            "Контактный телефон: +7 7172 74-55-55, электронная почта: press@akorda.kz.",
            "Telephone: +7 7172 74-55-55, e-mail: press@akorda.kz.",
        ],
        [
            "Қазақстан мен Еуропалық Одақ арасындағы тауар айналымы өткен жылы $29,7 млрд болды, бұл 2020 жылмен салыстырғанда 21,4%-ға көп.",
            "Товарооборот между Казахстаном и Европейским союзом в прошлом году составил $29,7 млрд, что на 21,4% больше, чем в 2020 году.",
            "Trade between Kazakhstan and the European Union amounted to $29.7 billion last year, 21.4% more than in 2020.",
        ],
        [
            "2022 жылғы 5 маусымда өткен референдумда азаматтардың 77,18 пайызы Конституцияға енгізілетін өзгерістерді қолдады.",
            "На референдуме, прошедшем 5 июня 2022 года, 77,18 процента граждан поддержали изменения в Конституцию.",
            "In the referendum held on June 5, 2022, 77.18 percent of citizens supported the amendments to the Constitution.",
        ],
    ];

    public static TheoryData<string, string, string> InEveryDirection()
    {
        string[] languages = ["kk", "ru", "en"];
        var directions = new TheoryData<string, string, string>();
        foreach (var sentence in Sentences)
            for (var from = 0; from < 3; from++)
                for (var to = 0; to < 3; to++)
                    if (from != to) directions.Add($"{languages[from]}>{languages[to]}", sentence[from], sentence[to]);
        return directions;
    }

    [Theory]
    [MemberData(nameof(InEveryDirection))]
    public void Pass(string languages, string source, string target) => Assert.Equal("", Checked.Blocking(languages, source, target));

    [Theory]
    [MemberData(nameof(InEveryDirection))]
    public void Left_in_the_source_language_do_not(string languages, string source, string target)
    {
        // A short sentence tells too little, and what it quotes may stand in any language.
        if (source.Length < 75 || source.Contains('«', StringComparison.Ordinal)) return;
        Assert.Contains(Checked.Segment(languages, source, source), finding => finding.Id == "wrong-language");
        Assert.DoesNotContain(Checked.Segment(languages, source, target), finding => finding.Id == "wrong-language");
    }
}
