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
    public async Task Units_are_shown_to_operators_only(string path)
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
    public async Task Plain_http_is_refused_anywhere_but_on_loopback() =>
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => OpenAsync(with: options => options with { Url = new Uri("http://0.0.0.0:0") }));

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
        scene.Services.Keys.Rotate(KeyPurpose.Log, leaked: false);
        byte[] jwks = await scene.Http.GetByteArrayAsync(new Uri("/v1/keys", UriKind.Relative));

        Assert.IsTrue(Jwk.TryReadSet(jwks, out IReadOnlyList<PublishedKey>? keys));
        CompactJws.TryRead(signed, 4096, out CompactJws? jws);
        using var signatures = new Es256Verifier();
        Assert.IsTrue(keys!.Where(key => key.Purpose == "log").Any(key => signatures.Verify(jws!, "nanoagent-head+jwt", key.Key)));
        Assert.AreNotEqual(jws!.Header.KeyId, scene.Services.Keys.Active(KeyPurpose.Log).KeyId);
    }

    [TestMethod]
    public async Task A_leaked_key_is_no_longer_published()
    {
        await using Scene scene = await OpenAsync();
        string leaked = scene.Services.Keys.Active(KeyPurpose.Ear).KeyId;
        scene.Services.Keys.Rotate(KeyPurpose.Ear, leaked: true);

        Assert.DoesNotContain(leaked, await scene.Http.GetStringAsync(new Uri("/v1/keys", UriKind.Relative)));
    }

    [TestMethod]
    public async Task The_three_purposes_have_three_keys()
    {
        await using Scene scene = await OpenAsync();
        JsonElement keys = JsonDocument.Parse(scene.Services.Keys.ToJwks()).RootElement.GetProperty("keys");

        Assert.AreEqual(3, keys.EnumerateArray().Select(key => key.GetProperty("kid").GetString()).Distinct().Count());
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
