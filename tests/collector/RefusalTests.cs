using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Attestation.Verify;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Doors.Api;

namespace NanoAgent.Tests.Collector;

/// <summary>Everything that must be refused, over the HTTP door: each with its own reason, and nothing changed by it.</summary>
public abstract class RefusalTests(TestStore store) : StoreTest(store)
{
    // The store's own trouble is SqliteTests' and PostgresTests'. A shared key is a finding, so it changes something: EnrolmentTests. An enrolment's nonce belongs
    // to a key that is not enrolled yet, so no door can have used it.
    private static readonly string[] _elsewhere =
    [
        "/v1/attestations 503 unavailable", "/v1/challenges 503 unavailable", "/v1/enrolments 409 key-taken", "/v1/enrolments 409 used-nonce", "/v1/enrolments 503 unavailable", "/v1/tags 503 unavailable",
    ];

    private protected abstract SharedScene Shared { get; }

    public static IEnumerable<object[]> Names => RefusalMatrix.Cases.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public Task A_message_is_refused_for_its_own_reason_and_changes_nothing(string name) => Shared.UseAsync(OpenForMatrixAsync, async scene =>
    {
        Attempt attempt = await Attempt.MakeAsync(scene);
        await RefusalMatrix.Cases[name].Prepare(attempt);
        string before = scene.State();

        HttpResponseMessage answer = await RefusalMatrix.Cases[name].Ask(attempt);

        Assert.AreEqual(RefusalMatrix.Cases[name].Refusal, await Scene.RefusalAsync(answer));
        Assert.AreEqual(RefusalMatrix.Cases[name].Status, (int)answer.StatusCode);
        Assert.AreEqual("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual(before, scene.State());
    });

    [TestMethod]
    public async Task Every_refusal_that_the_api_document_tells_of_a_door_for_units_is_in_the_matrix()
    {
        await using Scene scene = await OpenAsync();
        RouteEndpoint[] doors = [.. scene.Host.Doors().OfType<RouteEndpoint>().Where(door => RefusalMatrix.Cases.Values.Any(c => c.Door == door.RoutePattern.RawText))];
        Assert.HasCount(4, doors);

        IEnumerable<string> told = doors.SelectMany(door => door.Metadata.GetOrderedMetadata<DoorRefusal>().Select(refusal => $"{door.RoutePattern.RawText} {refusal.Status} {refusal.Name}"));
        HashSet<string> provoked = [.. RefusalMatrix.Cases.Values.Select(c => $"{c.Door} {c.Status} {c.Refusal}")];

        Assert.AreEqual(string.Join('\n', _elsewhere), string.Join('\n', told.Except(provoked).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public async Task The_untouched_messages_of_the_same_scene_are_accepted()
    {
        await using Scene scene = await OpenAsync();
        Attempt attempt = await Attempt.MakeAsync(scene);

        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(attempt.Unit.Sign(attempt.Unit.Header, attempt.Payload))));
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.EnrolAsync(attempt.Stranger, scene.EnrolmentToken(), attempt.StrangerNonce)));
    }

    [TestMethod]
    [DataRow(VerificationStep.Type)]
    [DataRow(VerificationStep.Critical)]
    [DataRow(VerificationStep.Algorithm)]
    [DataRow(VerificationStep.Revocation)]
    [DataRow(VerificationStep.Signature)]
    [DataRow(VerificationStep.Audience)]
    [DataRow(VerificationStep.Unit)]
    [DataRow(VerificationStep.Freshness)]
    public async Task The_matrix_notices_when_a_step_of_verification_is_left_out(VerificationStep step) => Assert.IsNotNull(await FirstNoticedAsync(step));

    [TestMethod]
    public async Task The_matrix_notices_nothing_when_no_step_is_left_out() => Assert.IsNull(await FirstNoticedAsync(null));

    // Revocation is looked at twice, by the verifier and by the transaction. The verifier's look alone decides what a revoked unit's broken signature is answered
    // (the matrix); here only the second is left.
    [TestMethod]
    public async Task A_revoked_unit_is_refused_by_the_transaction_alone()
    {
        await using Scene scene = await OpenAsync();
        using var signatures = new Es256Verifier();
        scene.Services.Verifier = new TokenVerifier(scene.Services.Id, scene.Services.Directory, scene.Services.Freshness, signatures, VerificationStep.Revocation);
        Attempt attempt = await Attempt.MakeAsync(scene);
        await attempt.Revoke();

        Assert.AreEqual("revoked-unit", await Scene.RefusalAsync(await scene.ReportAsync(attempt.Unit.Token(attempt.Nonce))));
    }

    private Task<Scene> OpenForMatrixAsync() => OpenAsync(with: options => options with { NonceLifetime = RefusalMatrix.NonceLifetime });

    // The first message of the matrix that is answered otherwise than it should be, all of them asked of one scene.
    private async Task<string?> FirstNoticedAsync(VerificationStep? without)
    {
        await using Scene scene = await OpenForMatrixAsync();
        using var signatures = new Es256Verifier();
        scene.Services.Verifier = new TokenVerifier(scene.Services.Id, scene.Services.Directory, scene.Services.Freshness, signatures, without);

        foreach ((string name, RefusalCase one) in RefusalMatrix.Cases)
        {
            Attempt attempt = await Attempt.MakeAsync(scene);
            await one.Prepare(attempt);

            if (await RefusalOrNothingAsync(await one.Ask(attempt)) != one.Refusal)
            {
                return name;
            }
        }

        return null;
    }

    private static async Task<string> RefusalOrNothingAsync(HttpResponseMessage answer)
    {
        try
        {
            return await Scene.RefusalAsync(answer);
        }
        catch (JsonException)
        {
            return "nothing";
        }
    }
}

[TestClass]
public sealed class RefusalTestsOnSqlite() : RefusalTests(TestStore.Sqlite)
{
    private static readonly SharedScene s_shared = new();

    private protected override SharedScene Shared => s_shared;

    [ClassCleanup]
    public static async Task CloseAsync() => await s_shared.DisposeAsync();
}

[TestClass]
public sealed class RefusalTestsOnPostgres() : RefusalTests(TestStore.Postgres)
{
    private static readonly SharedScene s_shared = new();

    private protected override SharedScene Shared => s_shared;

    [ClassCleanup]
    public static async Task CloseAsync() => await s_shared.DisposeAsync();
}
