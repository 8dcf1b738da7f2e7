using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Akorda.Identity.Database;
using Akorda.Postgres;
using Akorda.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Akorda.Identity.Tests;

public sealed class StartingIdentity
{
    [Fact]
    public async Task Twice_the_same_changes_nothing_and_keeps_key_and_tokens()
    {
        await using var identity = await IdentityHost.StartAsync();
        var token = await identity.AccessTokenAsync("editor");
        const string all = "select string_agg(p::text, '|' order by id) || (select string_agg(a::text, '|' order by id) from identity.oauth_application a) from identity.person p";
        var before = await identity.Database.FindAsync(all, [], row => row.GetString(0), CancellationToken.None);

        await identity.RestartAsync();

        Assert.Equal(before, await identity.Database.FindAsync(all, [], row => row.GetString(0), CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, (await identity.WhoamiAsync(token)).Response.StatusCode);
    }

    [Fact]
    public async Task Another_demo_password_takes_the_place_of_the_old_one()
    {
        Dictionary<string, string?> configuration = [];
        await using var identity = await IdentityHost.StartAsync(settings => configuration = settings);
        configuration["Demo:Password"] = "another password";

        await identity.RestartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await identity.PasswordAsync("chief")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await identity.PasswordAsync("chief", "another password")).Response.StatusCode);
    }

    [Fact]
    public async Task Without_the_demo_its_people_and_its_grant_are_gone()
    {
        Dictionary<string, string?> configuration = [];
        await using var identity = await IdentityHost.StartAsync(settings => configuration = settings);
        configuration["Demo:Enabled"] = "false";

        await identity.RestartAsync();

        Assert.Equal("unsupported_grant_type", (await identity.PasswordAsync("chief")).Body.GetProperty("error").GetString());
        Assert.Equal(["desk", "publisher"], await identity.Database.QueryAsync(
            "select client_id from identity.oauth_application order by 1", [], row => row.GetString(0), CancellationToken.None));
        await using var scope = identity.Host.Services.CreateAsyncScope();
        var check = scope.ServiceProvider.GetRequiredService<People.CheckPassword>();
        Assert.Null(await check.Handle("chief", IdentityHost.Password, "test", CancellationToken.None));
    }

    [Fact]
    public async Task The_first_administrator_comes_from_configuration_and_only_once()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "a long enough password\n");
        await using var identity = await IdentityHost.StartAsync(settings =>
        {
            settings["Demo:Enabled"] = "false";
            settings["Identity:FirstAdministrator"] = "aliya";
            settings["Identity:FirstAdministratorPasswordFile"] = file;
        });
        await using (var scope = identity.Host.Services.CreateAsyncScope())
        {
            var person = await scope.ServiceProvider.GetRequiredService<People.CheckPassword>().Handle("aliya", "a long enough password", "test", CancellationToken.None);
            Assert.Equal(["administrator"], person!.Roles);
        }
        await File.WriteAllTextAsync(file, "another password for her");

        await identity.RestartAsync();

        await using var again = identity.Host.Services.CreateAsyncScope();
        Assert.Null(await again.ServiceProvider.GetRequiredService<People.CheckPassword>().Handle("aliya", "another password for her", "test", CancellationToken.None));
        File.Delete(file);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Nobody_but_the_owner_reads_the_keys()
    {
        await using var identity = await IdentityHost.StartAsync();
        await identity.AccessTokenAsync("editor");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(identity.SigningKeyFile));
        using var client = identity.Client();
        await client.GetAsync("/connect/sign-in");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(identity.KeysFolder));
        Assert.NotEmpty(Directory.GetFiles(identity.KeysFolder, "key-*.xml"));
    }

    [Fact]
    public async Task Behind_TLS_the_cookies_are_bound_to_this_host_and_to_TLS()
    {
        await using var identity = await IdentityHost.StartAsync(settings => settings["Newsroom:PublicUrl"] = "https://newsroom.example");
        using var client = identity.Client();
        // As the proxy hands it on.
        client.DefaultRequestHeaders.Host = "newsroom.example";

        var cookie = (await client.GetAsync("/connect/sign-in")).Headers.GetValues("Set-Cookie").Single();

        Assert.StartsWith("__Host-akorda-form=", cookie, StringComparison.Ordinal);
        foreach (var attribute in new[] { "; secure", "; httponly", "; samesite=lax", "; path=/" }) Assert.Contains(attribute, cookie, StringComparison.Ordinal);
        var metadata = await client.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        Assert.Equal("https://newsroom.example/connect/authorize", metadata.GetProperty("authorization_endpoint").GetString());
    }

    [Fact]
    public async Task The_tables_are_those_of_the_model()
    {
        await using var identity = await IdentityHost.StartAsync();
        await using var scope = identity.Host.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<IdentityDatabase>().Model;
        // What is kept as JSON is one column, whatever it holds.
        var expected = model.GetEntityTypes()
            .SelectMany(entity => entity.IsMappedToJson()
                ? [$"{entity.GetTableName()}.{entity.GetContainerColumnName()} jsonb"]
                : entity.GetProperties().Select(property => $"{entity.GetTableName()}.{property.GetColumnName()} {property.GetColumnType()}"))
            .Order(StringComparer.Ordinal);

        var found = await identity.Database.QueryAsync(
            """
            select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
              from pg_attribute a
              join pg_class c on c.oid = a.attrelid
             where c.relnamespace = 'identity'::regnamespace
               and c.relkind = 'r'
               and c.relname <> 'seeding'
               and a.attnum > 0
            """, [], row => row.GetString(0), CancellationToken.None);

        Assert.Equal(expected, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_data_role_makes_and_drops_nothing()
    {
        await using var identity = await IdentityHost.StartAsync();

        foreach (var sql in new[] { "drop table identity.person", "create table identity.another (id int)", "delete from identity.person", "delete from audit.act" })
            await Assert.ThrowsAsync<PostgresException>(() => identity.Database.ExecuteAsync(sql, [], CancellationToken.None));
    }

    [Fact]
    public async Task It_tells_where_everything_is()
    {
        await using var identity = await IdentityHost.StartAsync();
        using var client = identity.Client();

        var metadata = await client.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");

        Assert.Equal($"http://localhost:{identity.Host.Newsroom.Port}/", metadata.GetProperty("issuer").GetString());
        Assert.Equal(["S256"], metadata.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(method => method.GetString()));
        var keys = await client.GetFromJsonAsync<JsonElement>(metadata.GetProperty("jwks_uri").GetString());
        Assert.False(keys.GetProperty("keys")[0].TryGetProperty("d", out _));
        Assert.Equal("ES256", keys.GetProperty("keys")[0].GetProperty("alg").GetString());
    }
}

public sealed class AnotherAuthority
{
    [Fact]
    public async Task Takes_Identitys_place_by_configuration()
    {
        await using var host = await TestHost.StartAsync([new Whoami()]);
        using var client = host.As("dana", "editor");

        Assert.Equal("dana", (await client.GetFromJsonAsync<JsonElement>("/api/whoami")).GetProperty("id").GetString());
        using var nobody = TestHost.Client(host.Newsroom);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/whoami")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync("/.well-known/openid-configuration")).StatusCode);
    }
}
