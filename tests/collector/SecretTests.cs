using NanoAgent.Collector;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Collector;

/// <summary>What people and units show to be let in.</summary>
[TestClass]
public sealed class SecretTests
{
    // Were the first character any of base64url's, one of 500 would begin with a hyphen in all runs but four of 10,000.
    [TestMethod]
    public void None_begins_as_an_option_on_a_command_line_does()
    {
        string[] made = [.. Enumerable.Range(0, 500).Select(_ => Secret.Make())];

        Assert.IsEmpty(made.Where(secret => !char.IsAsciiLetter(secret[0]) || secret.Length != 43));
        Assert.HasCount(500, made.Distinct().ToArray());
    }

    [TestMethod]
    public async Task A_bearer_token_has_a_beginning_by_which_it_is_known()
    {
        await using Scene scene = await Scene.OpenAsync();
        scene.Services.Operators.Invite("Ada", [Role.Viewer], "test");

        StringAssert.Matches(scene.Services.Operators.MakeToken("Ada", "test", TimeSpan.FromDays(1), "test"), new("^nat_[A-Za-z][A-Za-z0-9_-]{42}$"));
        StringAssert.StartsWith(scene.Services.OperatorToken(), "nat_");
    }

    [TestMethod]
    public async Task Bearer_tokens_of_before_serve_still()
    {
        const string before = "-ld0TokenOfAnEarlierCollectorThatHasNoPrefix";
        await using Scene scene = await Scene.OpenAsync();
        scene.Services.Operators.Invite("Ada", [Role.Viewer], "test");
        scene.Services.Store.WriteNow((session, _) => session.Execute(
            "INSERT INTO operator_tokens (hash, name, label, made_at, expires_at) VALUES (@hash, @name, @label, @at, @expires)",
            CollectorServices.HashOf(before), "Ada", "old", 0L, long.MaxValue));

        Assert.AreEqual("Ada", scene.Services.Operators.FindByToken(before)?.Name);
    }
}
