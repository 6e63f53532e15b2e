using NanoAgent.Collector.Pages.Overview;

namespace NanoAgent.Tests.Collector;

/// <summary>The first overview of a large fleet does not wait for its count.</summary>
[TestClass]
public sealed class CountingTests
{
    [TestMethod]
    public async Task A_large_fleet_is_counted_beside_the_pages_and_the_overview_says_so_until_then()
    {
        await using Scene scene = await Scene.OpenAsync();
        Enrol(scene, id: 30_000);
        var fleet = new FleetSummaries(scene.Services);
        Assert.IsNull(fleet.Find());
        Assert.AreEqual(1, fleet.Get().Units);
        Assert.AreEqual(1, fleet.Find()!.Units);
        Assert.AreEqual(1, fleet.MadeBeside);
    }

    [TestMethod]
    public async Task A_small_fleet_is_counted_at_once()
    {
        await using Scene scene = await Scene.OpenAsync();
        Enrol(scene, id: 1);
        Assert.AreEqual(1, new FleetSummaries(scene.Services).Find()!.Units);
    }

    private static void Enrol(Scene scene, long id) => scene.Services.Store.WriteNow((session, _) =>
    {
        session.Execute("INSERT INTO units (id, ueid, model, is_virtual, enrolled_at, enrolment, answer) VALUES (@id, 'AQ', 'm', 0, 0, '', '')", id);
        session.Execute(
            """
            INSERT INTO unit_states (unit_id, version, state, state_at, state_by, state_why, last_seen, live_at, live_index, last_index, reports,
                boots, report_number, events, observation, failing, ear_status, firmware, digest)
            VALUES (@id, 0, 0, 0, 'test', 'enrolled', 0, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, '', @digest)
            """,
            id, Array.Empty<byte>());
        return true;
    });
}
