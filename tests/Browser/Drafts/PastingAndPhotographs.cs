using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Akorda.Browser;

/// <summary>What comes into a text from elsewhere.</summary>
public sealed partial class PastingAndPhotographs(Office office)
{
    // As Word puts it on the clipboard: its apparatus, a list that is none, and a picture of the words beside the words.
    private const string FromWord = """
        <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=KK><!--StartFragment-->
        <p class=MsoNormal>Құрметті <b>әріптестер</b>!<o:p></o:p></p>
        <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Бірінші</p>
        <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Екінші</p>
        <!--EndFragment--></body></html>
        """;

    [Fact]
    public async Task Words_from_Word_are_cleaned_into_what_a_text_may_hold()
    {
        await using var editor = await office.PersonAsync("editor");
        await editor.Page.GotoAsync("/drafts/new");
        var body = editor.Field("body");
        await body.FillAsync("Басы. ");
        await body.PressAsync("Control+End");
        await body.EvaluateAsync(
            """
            (area, html) => {
              const data = new DataTransfer();
              data.setData("text/html", html);
              data.setData("text/plain", "Құрметті әріптестер! Бірінші Екінші");
              data.items.add(new File([new Uint8Array(8)], "image.png", { type: "image/png" }));
              area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """, FromWord);
        await Assertions.Expect(body).ToHaveValueAsync("Басы. \n\nҚұрметті **әріптестер**!\n\n- Бірінші\n- Екінші");
        await body.PressAsync("Control+z");
        await Assertions.Expect(body).ToHaveValueAsync("Басы. ");
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task An_address_pasted_over_chosen_words_makes_them_a_link()
    {
        await using var editor = await office.PersonAsync("editor");
        await editor.Page.GotoAsync("/drafts/new");
        var body = editor.Field("body");
        await body.FillAsync("Жолдау мәтіні");
        await body.SelectTextAsync();
        await body.EvaluateAsync(
            """
            area => {
              const data = new DataTransfer();
              data.setData("text/plain", "https://akorda.kz/kk");
              area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(body).ToHaveValueAsync("[Жолдау мәтіні](https://akorda.kz/kk)");
    }

    [Fact]
    public async Task A_photograph_is_dragged_in_described_and_set_into_the_text()
    {
        await using var editor = await office.PersonAsync("editor");
        await editor.SavedDraftAsync("Сүйреп әкелген сурет", "Мәтін.");
        await DropAsync(editor, ".drop", Pictures.Hall());
        // What it shows is asked for at once.
        await editor.Expect("[name='media.0.alt']").ToBeFocusedAsync();
        await editor.Page.Keyboard.TypeAsync("Кездесу залы");
        await DropAsync(editor, "[data-editor]", Pictures.Hall());
        await editor.Expect(".photograph").ToHaveCountAsync(2);
        // Dropped on the text, it stands in it.
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync(Shown());
        await editor.Page.FillAsync("[name='media.1.alt']", "Екінші сурет");
        await editor.Page.FillAsync("[name='media.1.caption']", "Сурет жазуы");

        // The order is by buttons, and so is what stands in the text.
        var second = await editor.Page.Locator(".photograph").Nth(1).GetAttributeAsync("data-media");
        await editor.Page.Locator(".photograph").Nth(1).Locator("button[value^=up]").ClickAsync();
        await Assertions.Expect(editor.Page.Locator(".photograph").Nth(0)).ToHaveAttributeAsync("data-media", second!);
        await editor.SaveAsync();
        await Assertions.Expect(editor.Page.Locator(".photograph").Nth(0)).ToHaveAttributeAsync("data-media", second!);
        await Assertions.Expect(editor.Field("media.0.caption")).ToHaveValueAsync("Сурет жазуы");
        await Assertions.Expect(editor.Field("media.1.alt")).ToHaveValueAsync("Кездесу залы");
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task What_is_no_photograph_is_refused_in_words_and_takes_nothing_away()
    {
        await using var editor = await office.PersonAsync("editor", "ru");
        await editor.SavedDraftAsync("Заголовок", "Текст.");
        await editor.Page.FillAsync("[name=title]", "Заголовок остаётся");
        await DropAsync(editor, ".drop", "not a picture"u8.ToArray());
        await editor.Expect(".upload-state .fault").ToContainTextAsync("Файл этого типа не принимается");
        await Assertions.Expect(editor.Field("title")).ToHaveValueAsync("Заголовок остаётся");
    }

    [Fact]
    public async Task Without_script_the_same_is_done_by_buttons()
    {
        await using var editor = await office.PersonAsync("editor", script: false);
        await editor.SavedDraftAsync("Скриптсіз суреттер", "Мәтін.");
        await editor.Page.SetInputFilesAsync("#f-file", Enumerable.Range(1, 2).Select(at => new FilePayload { Name = $"{at}.jpg", MimeType = "image/jpeg", Buffer = Pictures.Hall() }));
        await editor.Page.ClickAsync("button[value=add-photograph]");
        await editor.Expect(".photograph").ToHaveCountAsync(2);
        await editor.Page.FillAsync("[name='media.0.alt']", "Бірінші");
        await editor.Page.FillAsync("[name='media.1.alt']", "Екінші");
        await editor.Page.ClickAsync("button[value='down:0']");
        await Assertions.Expect(editor.Field("media.0.alt")).ToHaveValueAsync("Екінші");
        await editor.Page.ClickAsync("button[value='insert:0']");
        await Assertions.Expect(editor.Field("body")).ToHaveValueAsync(Shown());
        await editor.Page.ClickAsync("button[value='remove:1']");
        await editor.Expect(".photograph").ToHaveCountAsync(1);
        await editor.SaveAsync();
        await Assertions.Expect(editor.Field("media.0.alt")).ToHaveValueAsync("Екінші");
    }

    private static Task DropAsync(Person editor, string place, byte[] file) => editor.Page.Locator(place).EvaluateAsync(
        """
        (place, bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], "hall.jpg", { type: "image/jpeg" }));
          place.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
          place.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }
        """, Convert.ToBase64String(file));

    [GeneratedRegex(@"^Мәтін\.\n\n!\[\]\(media:[0-9a-f-]{36}\)\n?$")]
    private static partial Regex Shown();
}
