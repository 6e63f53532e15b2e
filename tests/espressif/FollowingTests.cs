using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Report;
using NanoAgent.Tests.Espressif.Fake;

namespace NanoAgent.Tests.Espressif;

/// <summary>A unit that reads what its collector announces. Which key may introduce which is tried over a real collector (tests/collector, FollowTests): the code is the same.</summary>
[TestClass]
public sealed class FollowingTests
{
    private const string PinsPage = "/v1/pins";
    private const string KeysPage = "/v1/keys?purpose=log";
    private const int Day = 86_400_000;

    private static readonly byte[] s_new = [7, 8, 9];

    private readonly SoftwareSigner _log = Signer(1);

    [TestMethod]
    public void A_unit_takes_an_announced_pin_and_reports_under_it_once_the_old_one_is_good_for_nothing()
    {
        Chip chip = AfterAnnouncement(_log, 1);
        World.ServerAnchor = s_new;

        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreEqual(Handshake.Completed, chip.Firmware.Board.Endpoints.At(0).Shake(HandshakeProbe.Genuine), "the probes look where the reports go");
        Assert.IsTrue(chip.Boot());
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step(), "after a boot");
    }

    [TestMethod]
    public void A_pin_under_which_nobody_answers_is_not_taken()
    {
        Chip chip = AfterAnnouncement(_log, 1, answersUnderNew: false);

        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
    }

    [TestMethod]
    public void A_pin_that_another_key_signed_is_not_taken()
    {
        Chip chip = AfterAnnouncement(Signer(2), 1);
        World.ServerAnchor = s_new;
        World.OtherAnchor = [];

        Assert.AreEqual(DeliveryOutcome.Unreachable, chip.Step());
    }

    [TestMethod]
    public void An_announcement_older_than_the_last_is_not_followed()
    {
        Chip chip = AfterAnnouncement(_log, -1);
        (World.ServerAnchor, World.OtherAnchor) = (s_new, []);

        Assert.AreEqual(DeliveryOutcome.Unreachable, chip.Step());
    }

    [TestMethod]
    public void Another_pin_in_the_unit_file_goes_before_an_announced_one()
    {
        Chip chip = AfterAnnouncement(_log, 1);
        byte[] byHand = [4, 5, 6];
        (World.ServerAnchor, World.OtherAnchor) = (byHand, []);
        chip.Configuration.CollectorCa = System.Convert.ToBase64String(byHand);

        Assert.IsTrue(chip.Boot());
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
    }

    [TestMethod]
    public void A_collector_is_asked_once_a_day_also_by_a_unit_that_boots_for_each_report()
    {
        Chip chip = Reported(1);
        World.Pages.Clear();

        for (int i = 0; i < 3; i++)
        {
            Assert.IsTrue(chip.Boot());
            int before = World.Clients;
            Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
            Assert.AreEqual(before, World.Clients, "no client of its own was made for a page");
        }
    }

    [TestMethod]
    [DataRow("not-a-page")]
    [DataRow("e30.e30.e30")]
    [DataRow("..")]
    [DataRow("")]
    public void What_is_no_announcement_ends_nothing(string page)
    {
        Chip chip = Reported(1);
        World.Pages[PinsPage] = page;
        World.Uptime += Day;

        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
    }

    [TestMethod]
    [DataRow("{0}")]
    [DataRow("{{{0}")]
    [DataRow("{0}}}")]
    public void What_is_no_key_set_is_not_believed(string form)
    {
        Chip chip = AfterAnnouncement(_log, 0);
        World.Pages[KeysPage] = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, $"\"kid\":\"{_log.KeyId}\"");
        World.Uptime += Day;

        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        Assert.IsFalse(World.Console.Any(line => line.Contains("not followed")), "nothing threw");
    }

    // A unit that knows its collector's log key; a day later that announces another pin.
    private Chip AfterAnnouncement(SoftwareSigner signer, int later, bool answersUnderNew = true)
    {
        Chip chip = Reported(World.TrueTime - 100_000);
        World.OtherAnchor = answersUnderNew ? s_new : [];
        Announce(signer, World.TrueTime - 100_000 + later, s_new);
        World.Uptime += Day;
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        return chip;
    }

    private Chip Reported(long announcedAt)
    {
        var chip = new Chip();
        Assert.IsTrue(chip.Boot());
        Announce(_log, announcedAt == 1 ? World.TrueTime : announcedAt, World.ServerAnchor);
        Assert.AreEqual(DeliveryOutcome.Delivered, chip.Step());
        return chip;
    }

    private static void Announce(SoftwareSigner signer, long at, byte[] pin)
    {
        World.Pages[KeysPage] = "{\"keys\":[" + signer.PublicKey.ToJwk()[..^1] + ",\"na_purpose\":\"log\"}]}";
        World.Pages[PinsPage] = Jws(signer, $$"""{"iss":"collector.example","iat":{{at}},"pins":["{{Base64Url.Encode(pin)}}"]}""");
    }

    private static string Jws(SoftwareSigner signer, string payload)
    {
        string header = $$"""{"alg":"ES256","typ":"nanoagent-pins+jwt","kid":"{{signer.KeyId}}"}""";
        string signed = Encode(header) + "." + Encode(payload);
        byte[] signature = new byte[TokenSigner.SignatureBytes];
        Assert.IsTrue(signer.TrySign(Sha256.Hash(Encoding.ASCII.GetBytes(signed)), signature));
        return signed + "." + Base64Url.Encode(signature);
    }

    private static string Encode(string text) => Base64Url.Encode(Encoding.ASCII.GetBytes(text));

    private static SoftwareSigner Signer(byte seed) => new([.. Enumerable.Repeat(seed, 32)], KeyProtection.Unknown, null);
}
