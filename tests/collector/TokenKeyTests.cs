using System.Security.Cryptography;
using System.Text.Json;
using NanoAgent.Attestation.Verify.Jws;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>The collector's keys in a PKCS#11 token (SoftHSM): made or found there, rotated, lost.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TokenKeyTests
{
    [ClassCleanup]
    public static void Close() => SoftToken.Delete();

    [TestMethod]
    public async Task Reports_are_answered_with_results_that_a_key_of_the_token_signed_and_no_private_part_lies_in_the_folder()
    {
        KeyPlace place = SoftToken.Open().Place();
        await using Scene scene = await OpenAsync(place);
        TestUnit unit = await scene.EnrolAsync();
        string ear = (await scene.ReportAsync(unit)).GetProperty("ear").GetString()!;

        Assert.IsTrue(await IsSignedByPublishedAsync(scene, ear, "ear"));
        Assert.IsTrue(scene.Services.AuditLog([]).Holds);
        Assert.AreEqual(place, scene.Services.Keys.Active(KeyPurpose.Log).Place);

        foreach (string file in Directory.EnumerateFiles(Path.Combine(scene.Folder, "keys"), "*.jwk"))
        {
            using JsonDocument key = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
            Assert.IsFalse(key.RootElement.TryGetProperty("d", out _), file);
            Assert.DoesNotContain(SoftToken.Pin, key.RootElement.ToString());
        }
    }

    [TestMethod]
    public void A_key_that_the_token_already_holds_under_its_label_is_taken()
    {
        SoftToken tokens = SoftToken.Open();
        KeyPlace place = tokens.Place();
        string first = KeyOf(place);

        // The folder is lost, the token is not.
        Assert.AreEqual(first, KeyOf(place));
    }

    [TestMethod]
    public async Task A_collector_that_was_stopped_finds_its_keys_again()
    {
        KeyPlace place = SoftToken.Open().Place();
        using var home = new TemporaryFolder();
        string kid;

        await using (Scene first = await OpenAsync(place, home.Path))
        {
            kid = first.Services.Keys.Active(KeyPurpose.Ear).KeyId;
        }

        await using Scene second = await OpenAsync(null, home.Path);
        Assert.AreEqual(kid, second.Services.Keys.Active(KeyPurpose.Ear).KeyId);
    }

    [TestMethod]
    public async Task What_an_old_key_of_the_token_signed_is_verifiable_after_rotation()
    {
        await using Scene scene = await OpenAsync(SoftToken.Open().Place());
        string signed = scene.Services.SignedHead().Jws;
        SigningKey old = scene.Services.Keys.Active(KeyPurpose.Log);
        SigningKey made = scene.Services.KeyDesk.Rotate(KeyPurpose.Log, KeyStatus.Retired, "Ada", "yearly");

        Assert.AreNotEqual(old.KeyId, made.KeyId);
        Assert.AreEqual(old.Place, made.Place);
        Assert.IsTrue(await IsSignedByPublishedAsync(scene, signed, "log"));
        Assert.IsTrue(await IsSignedByPublishedAsync(scene, scene.Services.SignedHead().Jws, "log"));
    }

    [TestMethod]
    public async Task A_key_moves_from_its_file_into_the_token_by_rotation_and_back()
    {
        KeyPlace token = SoftToken.Open().Place();
        await using Scene scene = await OpenAsync(null);
        string before = scene.Services.SignedHead().Jws;
        scene.Services.KeyDesk.Rotate(KeyPurpose.Log, KeyStatus.Retired, "Ada", "into the token", token);
        string between = scene.Services.SignedHead().Jws;
        scene.Services.KeyDesk.Rotate(KeyPurpose.Log, KeyStatus.Retired, "Ada", "out again", KeyPlace.Files);

        Assert.IsTrue(await IsSignedByPublishedAsync(scene, before, "log"));
        Assert.IsTrue(await IsSignedByPublishedAsync(scene, between, "log"));
        Assert.AreEqual(KeyPlace.Files, scene.Services.Keys.Active(KeyPurpose.Log).Place);
    }

    [TestMethod]
    public async Task Keys_that_lie_in_files_are_no_start_for_a_collector_that_wants_them_in_a_token()
    {
        KeyPlace token = SoftToken.Open().Place();
        using var home = new TemporaryFolder();
        await using (Scene first = await OpenAsync(null, home.Path))
        {
        }

        StoreRefusedException refused = await Assert.ThrowsExactlyAsync<StoreRefusedException>(() => OpenAsync(token, home.Path));
        StringAssert.Contains(refused.Message, "keys rotate ear --keys");
    }

    [TestMethod]
    public async Task A_wrong_PIN_is_a_fault_of_this_side_and_is_shown_to_the_token_once()
    {
        KeyPlace place = SoftToken.Open().Place("strange", "0000");
        using var home = new TemporaryFolder();
        using var keys = new KeyRing(home.Path, TimeProvider.System);
        StoreUnavailableException first = Assert.ThrowsExactly<StoreUnavailableException>(() => keys.Rotate(KeyPurpose.Ear, KeyStatus.Retired, place));
        StoreUnavailableException second = Assert.ThrowsExactly<StoreUnavailableException>(() => keys.Rotate(KeyPurpose.Ear, KeyStatus.Retired, place));

        StringAssert.Contains(first.Message, "CKR_PIN_INCORRECT");
        Assert.AreEqual("the token strange refused its PIN", second.Message);
        await Assert.ThrowsExactlyAsync<StoreUnavailableException>(() => OpenAsync(place));
    }

    [TestMethod]
    public void A_PIN_that_others_may_read_is_not_used()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no file modes");
            return;
        }

        KeyPlace place = SoftToken.Open().Place();
        File.SetUnixFileMode(place.Token!.PinFile!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        StringAssert.Contains(Assert.ThrowsExactly<StoreUnavailableException>(() => KeyOf(place)).Message, "chmod 600");
    }

    [TestMethod]
    public void A_token_that_is_not_there_is_a_fault_of_this_side()
    {
        string address = SoftToken.Open().Address().Replace("token=kept", "token=nowhere");

        Assert.IsTrue(KeyPlace.TryParse(address, out KeyPlace? place, out _));
        StringAssert.Contains(Assert.ThrowsExactly<StoreUnavailableException>(() => KeyOf(place)).Message, "CKR_TOKEN_NOT_PRESENT");
    }

    [TestMethod]
    public async Task A_token_that_goes_away_costs_no_verdict_and_the_collector_recovers_by_itself()
    {
        SoftToken tokens = SoftToken.Open();
        await using Scene scene = await OpenAsync(tokens.Place("lost"));
        TestUnit unit = await scene.EnrolAsync();
        byte[] token = unit.Token(await scene.NonceAsync(unit));
        string before = scene.State();

        using (tokens.TakeOut())
        {
            HttpResponseMessage answer = await scene.ReportAsync(token);
            Assert.AreEqual(503, (int)answer.StatusCode);
            Assert.AreEqual("unavailable", await Scene.RefusalAsync(answer));
            Assert.AreEqual(503, (int)(await scene.Http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);

            // A verdict about the unit needs no key of the collector's.
            Assert.AreEqual("wrong-type", await Scene.RefusalAsync(await scene.ReportAsync(unit.Enrolment(await scene.NonceAsync(unit)))));
        }

        // The library is not started anew with every request.
        scene.Clock.Move(TimeSpan.FromSeconds(5));
        Assert.AreEqual("accepted", await Scene.RefusalAsync(await scene.ReportAsync(token)));
        Assert.AreEqual(1, scene.Services.FindUnit(unit.UeidText)!.Standing.Reports);
        Assert.AreNotEqual(before, scene.State());
    }

    [TestMethod]
    public async Task Many_threads_sign_at_once()
    {
        using var home = new TemporaryFolder();
        using var keys = new KeyRing(home.Path, TimeProvider.System, SoftToken.Open().Place());
        SigningKey key = keys.Active(KeyPurpose.Ear);
        using ECDsa verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.Public.X, Y = key.Public.Y } });
        byte[] digest = SHA256.HashData("the same for all"u8);
        byte[][] signatures = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => key.SignDigest(digest))));

        Assert.IsTrue(signatures.All(signature => verifier.VerifyHash(digest, signature)));
    }

    [TestMethod]
    [DataRow("pkcs11:token=t?module-path=/lib/x.so&pin-value=1234", "command line")]
    [DataRow("pkcs11:token=t", "module-path is missing")]
    [DataRow("pkcs11:token=t?module-path=x.so", "full path")]
    [DataRow("pkcs11:object=k?module-path=/lib/x.so", "which token")]
    [DataRow("pkcs11:token=t;id=%01?module-path=/lib/x.so", "the collector's to choose")]
    [DataRow("pkcs11:token=t;lable=k?module-path=/lib/x.so", "not known")]
    [DataRow("/keys", "no PKCS#11 URI")]
    public void An_address_that_says_too_little_or_too_much_is_refused(string text, string problem)
    {
        Assert.IsFalse(KeyPlace.TryParse(text, out _, out string? said));
        StringAssert.Contains(said, problem);
    }

    private static Task<Scene> OpenAsync(KeyPlace? place, string? folder = null) => Scene.OpenAsync(folder, with: options => options with { Keys = place });

    // The key for results that a collector with an empty folder gets there.
    private static string KeyOf(KeyPlace place)
    {
        using var home = new TemporaryFolder();
        using var keys = new KeyRing(home.Path, TimeProvider.System, place);
        return keys.Active(KeyPurpose.Ear).KeyId;
    }

    private static async Task<bool> IsSignedByPublishedAsync(Scene scene, string text, string purpose)
    {
        Jwk.TryReadSet(await scene.Http.GetByteArrayAsync(new Uri("/v1/keys", UriKind.Relative)), out IReadOnlyList<PublishedKey>? keys);
        CompactJws.TryRead(text, 16384, out CompactJws? jws);
        using var signatures = new Es256Verifier();
        return keys!.Any(key => key.Purpose == purpose && signatures.Verify(jws!, jws!.Header.Type!, key.Key));
    }
}
