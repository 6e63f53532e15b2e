using NanoAgent.Collector.Challenges;

namespace NanoAgent.Tests.Collector;

public abstract class NonceTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    public async Task Ten_thousand_nonces_are_all_distinct_and_of_one_length()
    {
        await using Scene scene = await OpenAsync();
        string[] nonces = [.. Enumerable.Range(0, 10_000).Select(_ => scene.Services.Nonces.Next("kid"))];

        Assert.HasCount(10_000, nonces.ToHashSet());
        Assert.IsTrue(nonces.All(nonce => nonce.Length == Nonces.TextLength));
    }

    [TestMethod]
    public void Nonces_made_at_one_moment_are_all_distinct_whichever_thread_makes_them()
    {
        var nonces = new Nonces(new byte[32], TimeSpan.FromHours(1), new SetClock());

        string[] made = [.. Enumerable.Range(0, 5000).AsParallel().Select(_ => nonces.Next("kid"))];

        Assert.HasCount(5000, made.ToHashSet());
    }

    [TestMethod]
    public void A_nonce_belongs_to_one_key()
    {
        var nonces = new Nonces(new byte[32], TimeSpan.FromHours(1), TimeProvider.System);
        string nonce = nonces.Next("one");

        Assert.IsTrue(nonces.IsFresh(nonce, "one", out _));
        Assert.IsFalse(nonces.IsFresh(nonce, "two", out _));
        Assert.IsFalse(new Nonces([.. new byte[31], 1], TimeSpan.FromHours(1), TimeProvider.System).IsFresh(nonce, "one", out _));
    }

    [TestMethod]
    public void Nonces_come_in_the_order_of_time_across_buckets()
    {
        var clock = new SetClock();
        var nonces = new Nonces(new byte[32], TimeSpan.FromHours(1), clock);
        var made = new List<Nonce>();

        for (int i = 0; i < 100; i++)
        {
            made.Add(Nonces.PartsOf(nonces.Next("kid"))!);
            clock.Move(TimeSpan.FromMilliseconds(777));
        }

        Assert.IsTrue(made[^1].Bucket > made[0].Bucket);
        CollectionAssert.AreEqual(made, made.OrderBy(nonce => nonce.Bucket).ThenBy(nonce => Convert.ToHexString(nonce.Chance), StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    public async Task A_nonce_that_something_else_used_brings_no_report()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        string nonce = await scene.NonceAsync(unit);
        Assert.IsTrue(scene.Services.Store.WriteNow((session, _) => UsedNonces.Take(session, Nonces.PartsOf(nonce)!)));

        Assert.AreEqual("used-nonce", await Scene.RefusalAsync(await scene.ReportAsync(unit.Token(nonce))));
    }

    [TestMethod]
    public async Task A_nonce_that_brought_a_report_serves_nothing_else()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        string nonce = await scene.NonceAsync(unit);
        await Scene.ReadAsync(await scene.ReportAsync(unit.Token(nonce)));

        Assert.IsFalse(scene.Services.Store.WriteNow((session, _) => UsedNonces.Take(session, Nonces.PartsOf(nonce)!)));
    }

    [TestMethod]
    public async Task Reports_at_once_with_replays_among_them_each_get_their_own_answer_again()
    {
        await using Scene scene = await OpenAsync();
        TestUnit[] units = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scene.EnrolAsync()));
        string[] nonces = await Task.WhenAll(units.Select(unit => scene.NonceAsync(unit)));
        await Task.WhenAll(units.Take(5).Select((unit, i) => scene.ReportAsync(unit.Token(nonces[i]))));
        byte[][] tokens = [.. units.Select((unit, i) => unit.Token(nonces[i]))];

        string[] first = await Task.WhenAll(tokens.Select(SaidAsync));
        string[] again = await Task.WhenAll(tokens.Select(SaidAsync));

        CollectionAssert.AreEqual(first, again);
        Assert.AreEqual(15, first.Distinct().Count(said => said.Contains("\"receipt\"", StringComparison.Ordinal)));

        async Task<string> SaidAsync(byte[] token) => await (await scene.ReportAsync(token)).Content.ReadAsStringAsync();
    }

    [TestMethod]
    public async Task Reports_behind_one_whose_nonce_was_used_are_found_at_their_own_leaves()
    {
        await using Scene scene = await OpenAsync();
        Nonce[] nonces = [.. Enumerable.Range(0, 5).Select(_ => Nonces.PartsOf(scene.Services.Nonces.Next("kid"))!)];
        scene.Services.Store.WriteNow((session, _) => UsedNonces.Take(session, nonces[1]) && UsedNonces.Take(session, nonces[3]));

        bool[] taken = scene.Services.Store.WriteNow((session, _) => UsedNonces.TakeForReports(session, nonces, 70));

        CollectionAssert.AreEqual((bool[])[true, false, true, false, true], taken);
        CollectionAssert.AreEqual((long?[])[70, null, 71, null, 72], scene.Services.Store.Read(session => Array.ConvertAll(nonces, nonce => UsedNonces.ReportWith(session, nonce))));
    }
}

[TestClass]
public sealed class NonceTestsOnSqlite() : NonceTests(TestStore.Sqlite);

[TestClass]
public sealed class NonceTestsOnPostgres() : NonceTests(TestStore.Postgres);
