using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Boards.Espressif;
using NanoAgent.Tests.Espressif.Fake;
using NanoAgent.Tests.Virtual;
using ApOptions = System.Net.NetworkInformation.WirelessAPConfiguration.ConfigurationOptions;

namespace NanoAgent.Tests.Espressif;

/// <summary>What each part answers, and that it says unknown where managed code sees nothing.</summary>
[TestClass]
public sealed class PartsTests
{
    [TestMethod]
    public void The_board_meets_the_contract_of_every_board()
    {
        IReadOnlyList<string> violations = BoardContract.Violations(Boot().Firmware.Board);
        Assert.IsEmpty(violations, string.Join("; ", violations));
    }

    [TestMethod]
    public void What_stock_firmware_cannot_show_is_unknown()
    {
        EspressifBoard board = Boot().Firmware.Board;
        Assert.IsNull(board.Native);
        Assert.AreEqual(Answer.Unknown, board.Debug.WireProtocolOpen);
        Assert.AreEqual(Answer.Unknown, board.Debug.JtagOpen);
        Assert.AreEqual(Answer.Unknown, board.Debug.ReleaseBuild);
        Assert.AreEqual(-1, board.Flash.FreeBytes);
        Assert.IsNull(board.Software.DigestAt(0));
    }

    [TestMethod]
    public void A_debugger_that_is_attached_came_over_the_wire()
    {
        EspressifBoard board = Boot().Firmware.Board;
        World.DebuggerAttached = true;
        Assert.AreEqual((Answer.Yes, Answer.Yes), (board.Debug.Attached, board.Debug.WireProtocolOpen));
    }

    [TestMethod]
    [DataRow(HandshakeProbe.Genuine, Handshake.Completed)]
    [DataRow(HandshakeProbe.WrongCa, Handshake.Refused)]
    [DataRow(HandshakeProbe.WrongHost, Handshake.Refused)]
    public void A_verifying_platform_refuses_what_is_wrong(HandshakeProbe probe, Handshake expected) => Assert.AreEqual(expected, Connected().Shake(probe));

    [TestMethod]
    [DataRow(HandshakeProbe.WrongCa)]
    [DataRow(HandshakeProbe.WrongHost)]
    public void A_platform_that_verifies_nothing_is_found(HandshakeProbe probe)
    {
        IEndpoint endpoint = Connected();
        World.Verifies = false;
        Assert.AreEqual(Handshake.Completed, endpoint.Shake(probe));
    }

    [TestMethod]
    public void A_handshake_that_fails_for_the_genuine_server_too_proves_no_refusal()
    {
        IEndpoint endpoint = Connected();
        World.ServerAnchor = [7];
        Assert.AreEqual(Handshake.Unreachable, endpoint.Shake(HandshakeProbe.WrongCa));
    }

    [TestMethod]
    public void A_server_that_is_down_proves_nothing()
    {
        IEndpoint endpoint = Connected();
        World.ServerIsUp = false;
        Assert.AreEqual(Handshake.Unreachable, endpoint.Shake(HandshakeProbe.WrongCa));
    }

    [TestMethod]
    public void A_probe_without_native_memory_says_so()
    {
        IEndpoint endpoint = Connected();
        World.NativeFree = 40_000;
        Assert.AreEqual(Handshake.NoMemory, endpoint.Shake(HandshakeProbe.Genuine));
    }

    [TestMethod]
    public void A_port_that_cannot_be_bound_is_in_use()
    {
        IInterfaces interfaces = Boot().Firmware.Board.Interfaces;
        World.OpenPorts.Add(23);
        Assert.AreEqual((Answer.Yes, Answer.No), (interfaces.PortInUse(23), interfaces.PortInUse(80)));
    }

    [TestMethod]
    [DataRow(ApOptions.Disable, Answer.No)]
    [DataRow(ApOptions.AutoStart, Answer.Yes)]
    [DataRow(ApOptions.Enable | ApOptions.HiddenSSID, Answer.Yes)]
    public void The_access_point_is_as_configured(ApOptions options, Answer expected)
    {
        IInterfaces interfaces = Boot().Firmware.Board.Interfaces;
        World.AccessPoint.Options = options;
        Assert.AreEqual(expected, interfaces.SoftApOn);
    }

    [TestMethod]
    public void SmartConfig_is_on_until_a_network_is_stored()
    {
        World.Reset();
        var interfaces = new EspressifInterfaces([], Answer.No);
        Assert.AreEqual(Answer.Yes, interfaces.SmartConfigOn);
        Boot();
        Assert.AreEqual(Answer.No, interfaces.SmartConfigOn);
    }

    [TestMethod]
    [DataRow("ESP32_REV3", Answer.No)]
    [DataRow("ESP32_BLE_REV3", Answer.Unknown)]
    [DataRow("M5Core2", Answer.Unknown)]
    public void Bluetooth_is_off_only_in_an_image_that_is_known_to_have_none(string target, Answer expected)
    {
        World.Reset();
        World.TargetName = target;
        Assert.AreEqual(expected, new BoardFacts(["ESP32_REV0", "ESP32_REV3"], 0).Bluetooth);
    }

    [TestMethod]
    public void The_common_password_of_an_access_point_that_is_on_is_found()
    {
        Boot();
        World.AccessPoint.Options = ApOptions.AutoStart;
        var credentials = new PlatformCredentials(null);
        ICredential point = credentials.At(credentials.Count - 1);
        Assert.AreEqual(("soft-ap", CredentialOrigin.FactoryCommon, Attempt.Accepted), (point.Name, point.Origin, point.Guess("nanoframework")));
    }

    [TestMethod]
    public void An_access_point_that_is_off_has_no_credential_in_use()
    {
        Boot();
        var credentials = new PlatformCredentials(null);
        Assert.AreEqual((1, "wifi"), (credentials.Count, credentials.At(0).Name));
    }

    [TestMethod]
    public void Every_secret_on_stock_firmware_is_reached_by_a_plain_read()
    {
        World.Reset();
        Chip chip = new();
        World.Files["I:\\con_XD1_0.sys"] = [1];
        Assert.IsTrue(chip.Boot());
        IStorage storage = chip.Firmware.Board.Storage;
        string[] names = [.. Enumerable.Range(0, storage.Count).Select(i => storage.At(i).Name)];
        Assert.AreSequenceEqual(["identity-key", "wifi-password", "unit-file", "device-certificate"], names);
        Assert.IsTrue(Enumerable.Range(0, storage.Count).All(i => storage.At(i).PlainReadReachesIt() == Answer.Yes));
    }

    [TestMethod]
    public void The_inventory_names_the_image_and_the_IDF_that_it_was_built_with()
    {
        ISoftware software = Boot().Firmware.Board.Software;
        Assert.AreEqual(("nanoCLR ESP32_REV3", "1.17.0.257"), (software.NameAt(0), software.VersionAt(0)));
        Assert.AreEqual(("ESP-IDF", "v5.5.4"), (software.NameAt(1), software.VersionAt(1)));
    }

    [TestMethod]
    public void An_image_without_native_HMAC_signs_with_the_managed_one()
    {
        World.Reset();
        Assert.IsInstanceOfType<NativeHmac>(NativeHmac.OrManaged());
        World.HasNativeHmac = false;
        Assert.IsInstanceOfType<HmacSha256>(NativeHmac.OrManaged());
    }

    [TestMethod]
    public void A_signer_that_the_firmware_sets_says_where_its_key_lies()
    {
        var chip = new Chip();
        Assert.IsTrue(chip.Boot());
        EspressifBoard board = chip.Firmware.Board;
        Assert.AreEqual(KeyProtection.PlainFlash, board.Identity.KeyProtection);
        byte[] key = new byte[32];
        key[31] = 5;
        board.Signer = new SoftwareSigner(key, KeyProtection.SecureElement, board.Random);
        Assert.AreEqual(KeyProtection.SecureElement, board.Identity.KeyProtection);
    }

    [TestMethod]
    public void Noise_is_on_only_while_the_station_has_an_address()
    {
        World.Reset();
        var random = new EspressifRandom();
        Assert.AreEqual(Answer.Unknown, random.NoiseSourceOn);
        World.IsConnected = true;
        Assert.AreEqual(Answer.Yes, random.NoiseSourceOn);
    }

    private static Chip Boot()
    {
        var chip = new Chip();
        Assert.IsTrue(chip.Boot());
        return chip;
    }

    private static IEndpoint Connected()
    {
        Chip chip = Boot();
        chip.Step();
        return chip.Firmware.Board.Endpoints.At(0);
    }
}
