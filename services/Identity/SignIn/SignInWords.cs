using Microsoft.AspNetCore.Http;

namespace Akorda.Identity.SignIn;

/// <summary>The words of the sign-in form in one language.</summary>
internal sealed record SignInWords(string Language, string Title, string UserName, string Password, string Enter, string Refused, string Stale)
{
    private static readonly SignInWords[] All =
    [
        new("kk", "Редакцияға кіру", "Пайдаланушы аты", "Құпиясөз", "Кіру",
            "Аты немесе құпиясөз дұрыс емес, не әрекет саны тым көп. Тексеріп, бірнеше минуттан кейін қайталаңыз.",
            "Бет ескіріп қалды. Құпиясөзді қайта енгізіңіз."),
        new("ru", "Вход в редакцию", "Имя пользователя", "Пароль", "Войти",
            "Неверное имя или пароль, либо слишком много попыток. Проверьте и повторите через несколько минут.",
            "Страница устарела. Введите пароль ещё раз."),
        new("en", "Sign in to the newsroom", "User name", "Password", "Sign in",
            "The name or the password is wrong, or there were too many attempts. Check them and try again in a few minutes.",
            "The page had grown old. Enter the password again."),
    ];

    /// <summary>The language that the browser asks for first among ours; Kazakh when it asks for none of them.</summary>
    public static SignInWords For(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(wish => wish.Quality ?? 1)
        .Select(wish => Array.Find(All, words => wish.Value.ToString().Split('-')[0].Equals(words.Language, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(words => words is not null) ?? All[0];
}
