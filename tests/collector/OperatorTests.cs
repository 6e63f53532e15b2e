using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Collector;

public abstract class OperatorTests(TestStore store) : StoreTest(store)
{
    private const string Password = "correct horse battery";

    [TestMethod]
    public async Task The_first_run_secret_makes_the_first_operator_once()
    {
        await using Scene scene = await OpenAsync();
        string secret = scene.Services.Operators.FirstRunSecret()!;
        using var browser = new Browser(scene);

        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.RedeemAsync(secret, "Ada", Password)).StatusCode);
        Assert.AreEqual("Ada", scene.Services.Operators.All().Single().Name);
        Assert.IsNull(scene.Services.Operators.FirstRunSecret());
        Assert.AreEqual(HttpStatusCode.Forbidden, (await new Browser(scene).RedeemAsync(secret, "Eve", Password)).StatusCode);
    }

    [TestMethod]
    public async Task The_first_operator_cannot_take_the_collectors_own_name_and_the_secret_stays_good()
    {
        await using Scene scene = await OpenAsync();
        string secret = scene.Services.Operators.FirstRunSecret()!;
        using var browser = new Browser(scene);
        HttpResponseMessage answer = await browser.RedeemAsync(secret, "Collector", Password);

        Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "stands for the collector itself");
        Assert.IsEmpty(scene.Services.Operators.All());
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.RedeemAsync(secret, "Ada", Password)).StatusCode);
    }

    [TestMethod]
    public async Task The_first_run_secret_serves_no_more_once_an_operator_was_invited()
    {
        await using Scene scene = await OpenAsync();
        string secret = scene.Services.Operators.FirstRunSecret()!;
        scene.Services.Operators.Invite("Ada", [Role.Viewer], "test");

        Assert.AreEqual(HttpStatusCode.Forbidden, (await new Browser(scene).RedeemAsync(secret, "Eve", Password)).StatusCode);
        Assert.IsFalse(File.Exists(Path.Combine(scene.Folder, "first-run.secret")));
    }

    [TestMethod]
    public async Task The_first_run_secret_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no file modes");
            return;
        }

        await using Scene scene = await OpenAsync();
        string secret = scene.Services.Operators.FirstRunSecret()!;
        string path = Path.Combine(scene.Folder, "first-run.secret");

        Assert.AreEqual(secret, File.ReadAllText(path));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [TestMethod]
    public async Task A_lost_password_is_replaced_on_the_collectors_machine_and_sessions_end()
    {
        await using Scene scene = await OpenAsync();
        using Browser browser = await SignedInAsync(scene, "Ada", Role.Viewer);
        string secret = scene.Services.Operators.Reset("Ada", "test")!;

        Assert.IsFalse(await browser.IsSignedInAsync());
        Assert.AreEqual(HttpStatusCode.Forbidden, (await browser.SignInAsync("Ada", Password)).StatusCode);
        await browser.RedeemAsync(secret, "", "another long password");
        Assert.IsTrue(await browser.IsSignedInAsync());
    }

    [TestMethod]
    public async Task A_reset_ends_the_operators_bearer_tokens_and_nobody_elses()
    {
        await using Scene scene = await OpenAsync();
        scene.Services.Operators.Invite("Ada", [Role.Viewer], "test");
        scene.Services.Operators.Invite("Bob", [Role.Viewer], "test");
        string lost = scene.Services.Operators.MakeToken("Ada", "backup", TimeSpan.FromDays(1), "test")!;
        string kept = scene.Services.Operators.MakeToken("Bob", "backup", TimeSpan.FromDays(1), "test")!;
        scene.Services.Operators.Reset("Ada", "test");

        Assert.IsNull(scene.Services.Operators.FindByToken(lost));
        Assert.AreEqual("Bob", scene.Services.Operators.FindByToken(kept)?.Name);
    }

    [TestMethod]
    public async Task A_one_time_secret_expires()
    {
        await using Scene scene = await OpenAsync();
        string secret = scene.Services.Operators.Invite("Ada", [Role.Viewer], "test")!;
        scene.Clock.Move(TimeSpan.FromHours(25));

        Assert.AreEqual(HttpStatusCode.Forbidden, (await new Browser(scene).RedeemAsync(secret, "", Password)).StatusCode);
    }

    [TestMethod]
    [DataRow("Ada", "wrong password here")]
    [DataRow("Nobody", Password)]
    [DataRow("Ada", "")]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_answer(string name, string password)
    {
        await using Scene scene = await OpenAsync();
        await SignedInAsync(scene, "Ada", Role.Viewer);
        using HttpResponseMessage answer = await new Browser(scene).SignInAsync(name, password);

        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), "Name or password is wrong.");
    }

    [TestMethod]
    public async Task The_session_cookie_is_closed_to_scripts_plain_http_and_other_sites()
    {
        await using Scene scene = await OpenAsync();
        string secret = scene.Services.Operators.Invite("Ada", [Role.Viewer], "test")!;
        using HttpResponseMessage answer = await new Browser(scene).RedeemAsync(secret, "", Password);
        string cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-nanoagent=", StringComparison.Ordinal)).ToLowerInvariant();

        StringAssert.Contains(cookie, "; httponly");
        StringAssert.Contains(cookie, "; secure");
        StringAssert.Contains(cookie, "; samesite=strict");
        StringAssert.Contains(cookie, "; path=/");
        Assert.DoesNotContain("domain", cookie);
    }

    [TestMethod]
    public async Task A_session_ends_by_itself()
    {
        await using Scene scene = await OpenAsync();
        using Browser browser = await SignedInAsync(scene, "Ada", Role.Viewer);
        scene.Clock.Move(OperatorSetup.SessionLifetime);

        Assert.IsFalse(await browser.IsSignedInAsync());
    }

    [TestMethod]
    public async Task A_cookie_that_was_kept_opens_nothing_after_signing_out()
    {
        await using Scene scene = await OpenAsync();
        using Browser browser = await SignedInAsync(scene, "Ada", Role.Viewer);
        using Browser thief = browser.Copy();
        await browser.SignOutAsync();

        Assert.IsFalse(await thief.IsSignedInAsync());
    }

    [TestMethod]
    public async Task A_removed_operators_session_and_token_open_nothing()
    {
        await using Scene scene = await OpenAsync();
        using Browser browser = await SignedInAsync(scene, "Ada", Role.Viewer);
        string token = scene.Services.Operators.MakeToken("Ada", "test", TimeSpan.FromDays(1), "test")!;
        Assert.AreEqual(HttpStatusCode.OK, await DevicesAsync(scene, token));

        scene.Services.Operators.Remove("Ada", "test");

        Assert.IsFalse(await browser.IsSignedInAsync());
        Assert.AreEqual(HttpStatusCode.Unauthorized, await DevicesAsync(scene, token));
    }

    [TestMethod]
    public async Task A_bearer_token_expires_is_revoked_and_is_kept_only_as_a_hash()
    {
        await using Scene scene = await OpenAsync();
        scene.Services.Operators.Invite("Ada", [Role.Viewer], "test");
        string revoked = scene.Services.Operators.MakeToken("Ada", "one", TimeSpan.FromDays(1), "test")!;
        scene.Services.Operators.RevokeToken(scene.Services.Operators.Tokens().Single().Id, "test");
        string expired = scene.Services.Operators.MakeToken("Ada", "two", TimeSpan.FromDays(1), "test")!;
        scene.Clock.Move(TimeSpan.FromDays(2));

        Assert.AreEqual(HttpStatusCode.Unauthorized, await DevicesAsync(scene, revoked));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await DevicesAsync(scene, expired));
        byte[] kept = scene.Services.Store.Read(session => session.Scalar<byte[]>("SELECT hash FROM operator_tokens"))!;
        CollectionAssert.AreEqual(SHA256.HashData(Encoding.ASCII.GetBytes(expired)), kept);
    }

    [TestMethod]
    public async Task The_data_folders_token_opens_the_API_still()
    {
        await using Scene scene = await OpenAsync();

        Assert.AreEqual(HttpStatusCode.OK, await DevicesAsync(scene, scene.Services.OperatorToken()));
    }

    [TestMethod]
    public async Task A_cookie_does_not_open_the_API()
    {
        await using Scene scene = await OpenAsync();
        using Browser browser = await SignedInAsync(scene, "Ada", Role.Operator);

        Assert.AreEqual(HttpStatusCode.Unauthorized, (await browser.GetAsync("/v1/devices")).StatusCode);
    }

    [TestMethod]
    public async Task A_form_that_no_page_of_ours_made_is_refused()
    {
        await using Scene scene = await OpenAsync();
        using Browser browser = await SignedInAsync(scene, "Ada", Role.Viewer);

        Assert.AreEqual(HttpStatusCode.BadRequest, (await browser.PostAsync("/signout", [])).StatusCode);
        Assert.IsTrue(await browser.IsSignedInAsync());
    }

    [TestMethod]
    [DataRow("//elsewhere.example")]
    [DataRow("/\\elsewhere.example")]
    [DataRow("https://elsewhere.example")]
    public async Task Signing_in_leads_nowhere_else(string path)
    {
        await using Scene scene = await OpenAsync();
        string secret = scene.Services.Operators.Invite("Ada", [Role.Viewer], "test")!;

        Assert.AreEqual("/", (await new Browser(scene).RedeemAsync(secret, "", Password, path)).Headers.Location!.ToString());
    }

    [TestMethod]
    public async Task Acts_of_operators_stand_in_the_audit_trail_and_wrong_names_do_not()
    {
        await using Scene scene = await OpenAsync();
        using Browser browser = await SignedInAsync(scene, "Ada", Role.Viewer);
        await browser.SignOutAsync();
        await browser.SignInAsync("Ada", "wrong password here");
        await browser.SignInAsync("my password typed as a name", "x");

        // Behind what waits to be written: nobody waits for the refused.
        string[] acts = [.. scene.Services.Store.WriteNow((session, _) => session.Query("SELECT act FROM audit ORDER BY id", row => row.GetString(0)))];
        CollectionAssert.AreEqual(new[] { "operator-invite", "password-set", "sign-out", "sign-in-refused" }, acts);
    }

    [TestMethod]
    public async Task The_audit_trail_is_read_page_by_page_each_act_once_whatever_is_done_meanwhile()
    {
        await using Scene scene = await OpenAsync();

        foreach (int i in Enumerable.Range(0, 205))
        {
            scene.EnrolmentToken("model-" + i);
        }

        JsonElement newest = await scene.GetAsync("/v1/audit");
        scene.EnrolmentToken("model-meanwhile");
        JsonElement rest = await scene.GetAsync("/v1/audit?before=" + newest.GetProperty("before").GetInt64());
        JsonElement[] acts = [.. newest.GetProperty("acts").EnumerateArray(), .. rest.GetProperty("acts").EnumerateArray()];

        CollectionAssert.AreEqual(Enumerable.Range(0, 205).Reverse().Select(i => "enrolment-token model-" + i).ToArray(), acts.Select(act => act.GetProperty("act") + " " + act.GetProperty("target")).ToArray());
        Assert.AreEqual("test", acts[0].GetProperty("who").GetString());
        Assert.AreEqual(JsonValueKind.Null, rest.GetProperty("before").ValueKind);
    }

    [TestMethod]
    public async Task Every_door_says_who_may_come_in()
    {
        await using Scene scene = await OpenAsync();

        CollectionAssert.AreEqual(Array.Empty<string>(), scene.Host.DoorsWithoutPolicy().ToArray());
    }

    private static async Task<HttpStatusCode> DevicesAsync(Scene scene, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/devices");
        request.Headers.Authorization = new("Bearer", token);
        using HttpResponseMessage answer = await scene.Http.SendAsync(request);
        return answer.StatusCode;
    }

    internal static Task<Browser> SignedInAsync(Scene scene, string name, Role role) => SignedInAsync(scene, name, [role]);

    internal static async Task<Browser> SignedInAsync(Scene scene, string name, IReadOnlyList<Role> roles)
    {
        string secret = scene.Services.Operators.Invite(name, roles, "test")!;
        var browser = new Browser(scene);
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.RedeemAsync(secret, "", Password)).StatusCode);
        Assert.IsTrue(await browser.IsSignedInAsync());
        return browser;
    }
}

[TestClass]
public sealed class OperatorTestsOnSqlite() : OperatorTests(TestStore.Sqlite);

[TestClass]
public sealed class OperatorTestsOnPostgres() : OperatorTests(TestStore.Postgres);
