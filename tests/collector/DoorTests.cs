using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Keys;

namespace NanoAgent.Tests.Collector;

public abstract class DoorTests(TestStore store) : StoreTest(store)
{
    [TestMethod]
    [DataRow("/v1/devices")]
    [DataRow("/v1/devices/AQAAAAAAAAAAAAAAAAAAAAA")]
    [DataRow("/v1/devices/AQAAAAAAAAAAAAAAAAAAAAA/attestations")]
    [DataRow("/v1/audit")]
    public async Task Units_and_the_acts_of_people_are_shown_to_operators_only(string path)
    {
        await using Scene scene = await OpenAsync();
        using HttpResponseMessage answer = await scene.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.AreEqual(401, (int)answer.StatusCode);
    }

    [TestMethod]
    public async Task Every_answer_carries_the_security_headers()
    {
        await using Scene scene = await OpenAsync();
        using HttpResponseMessage answer = await scene.Http.GetAsync(new Uri("/healthz", UriKind.Relative));

        Assert.AreEqual("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.IsTrue(answer.Headers.Contains("Content-Security-Policy"));
        Assert.IsFalse(answer.Headers.Contains("Server"));
    }

    [TestMethod]
    public async Task Plain_http_is_refused_anywhere_but_on_loopback()
    {
        // Made before: a test that is skipped for want of PostgreSQL must not be taken for a refusal of another kind.
        using TestDatabase? database = NewDatabase();

        await Assert.ThrowsExactlyAsync<ArgumentException>(() => Scene.OpenAsync(null, null, options => options with { Url = new Uri("http://0.0.0.0:0") }, database));
    }

    [TestMethod]
    public async Task Https_is_served_under_the_CA_that_devices_pin()
    {
        await using Scene scene = await OpenAsync(with: options => options with { Url = new Uri("https://127.0.0.1:0") });
        using var authority = X509Certificate2.CreateFromPem(scene.Host.CaPem);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => IsUnder(certificate!, authority) };
        using var client = new HttpClient(handler);

        Assert.AreEqual("alive", await client.GetStringAsync(new Uri(scene.Host.Url, "/healthz")));
    }

    [TestMethod]
    public async Task What_an_old_key_signed_is_verifiable_after_rotation()
    {
        await using Scene scene = await OpenAsync();
        string signed = scene.Services.SignedHead().Jws;
        scene.Services.Keys.Rotate(KeyPurpose.Log, KeyStatus.Retired);
        byte[] jwks = await scene.Http.GetByteArrayAsync(new Uri("/v1/keys", UriKind.Relative));

        Assert.IsTrue(Jwk.TryReadSet(jwks, out IReadOnlyList<PublishedKey>? keys));
        CompactJws.TryRead(signed, 4096, out CompactJws? jws);
        using var signatures = new Es256Verifier();
        Assert.IsTrue(keys!.Where(key => key.Purpose == "log").Any(key => signatures.Verify(jws!, "nanoagent-head+jwt", key.Key)));
        Assert.AreNotEqual(jws!.Header.KeyId, scene.Services.Keys.Active(KeyPurpose.Log).KeyId);
    }

    [TestMethod]
    public async Task A_key_that_another_process_rotated_signs_within_seconds()
    {
        await using Scene scene = await OpenAsync();
        using var commandLine = new KeyRing(Path.Combine(scene.Folder, "keys"), scene.Clock);
        string made = commandLine.Rotate(KeyPurpose.Ear, KeyStatus.Retired).KeyId;
        scene.Clock.Move(TimeSpan.FromSeconds(5));

        Assert.AreEqual(made, scene.Services.Keys.Active(KeyPurpose.Ear).KeyId);
        Assert.AreEqual(4, scene.Services.Keys.All.Count);
    }

    [TestMethod]
    public async Task The_log_tells_the_cut_for_what_a_leaked_key_signed()
    {
        await using Scene scene = await OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit);
        string leaked = scene.Services.Keys.Active(KeyPurpose.Ear).KeyId;
        scene.Services.KeyDesk.Rotate(KeyPurpose.Ear, KeyStatus.Leaked, "Ada", "laptop stolen");

        byte[] act = scene.Services.Store.Read(session => session.Scalar<byte[]>("SELECT entry FROM log_entries ORDER BY idx DESC LIMIT 1"))!;
        CompactJws.TryRead(act, 4096, out CompactJws? jws);
        using JsonDocument payload = JsonDocument.Parse(jws!.Payload);
        Assert.AreEqual("key-leaked", payload.RootElement.GetProperty("act").GetString());
        Assert.AreEqual("ear " + leaked, payload.RootElement.GetProperty("what").GetString());
    }

    [TestMethod]
    public async Task A_leaked_key_is_no_longer_published()
    {
        await using Scene scene = await OpenAsync();
        string leaked = scene.Services.Keys.Active(KeyPurpose.Ear).KeyId;
        scene.Services.Keys.Rotate(KeyPurpose.Ear, KeyStatus.Leaked);

        Assert.DoesNotContain(leaked, await scene.Http.GetStringAsync(new Uri("/v1/keys", UriKind.Relative)));
    }

    [TestMethod]
    public async Task The_three_purposes_have_three_keys()
    {
        await using Scene scene = await OpenAsync();
        JsonElement keys = JsonDocument.Parse(scene.Services.Keys.ToJwks()).RootElement.GetProperty("keys");

        Assert.AreEqual(3, keys.EnumerateArray().Select(key => key.GetProperty("kid").GetString()).Distinct().Count());
    }

    [TestMethod]
    public async Task A_unit_asks_for_the_keys_of_one_purpose_since_it_has_no_room_for_all()
    {
        await using Scene scene = await OpenAsync();
        JsonElement keys = JsonDocument.Parse(await scene.Http.GetStringAsync(new Uri("/v1/keys?purpose=log", UriKind.Relative))).RootElement.GetProperty("keys");

        Assert.AreEqual(scene.Services.Keys.Active(KeyPurpose.Log).KeyId, keys.EnumerateArray().Single().GetProperty("kid").GetString());
    }

    private static bool IsUnder(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}

[TestClass]
public sealed class DoorTestsOnSqlite() : DoorTests(TestStore.Sqlite);

[TestClass]
public sealed class DoorTestsOnPostgres() : DoorTests(TestStore.Postgres);
