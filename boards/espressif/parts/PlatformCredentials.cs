using System.Collections;
using System.Net.NetworkInformation;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Espressif;

/// <summary>The product's own credentials, and those of the platform: the station's passphrase, and the access point's while that is on.</summary>
/// <remarks>Stock firmware gives every access point the password <c>nanoframework</c>; it is off until something turns it on.</remarks>
public sealed class PlatformCredentials : ICredentials
{
    private const string CommonPassword = "nanoframework";

    private readonly ICredentials _own;
    private readonly ArrayList _platform = new ArrayList();

    /// <summary>Takes stock.</summary>
    /// <param name="own">The product's, or null when it has none.</param>
    public PlatformCredentials(ICredentials own)
    {
        _own = own;
        Wireless80211Configuration[] stations = Wireless80211Configuration.GetAllWireless80211Configurations();
        WirelessAPConfiguration[] points = WirelessAPConfiguration.GetAllWirelessAPConfigurations();

        if (stations.Length > 0 && stations[0].Password != null && stations[0].Password.Length > 0)
        {
            _platform.Add(new Passphrase("wifi", stations[0].Password, CredentialOrigin.UserSet));
        }

        if (points.Length > 0 && EspressifInterfaces.IsOn(points[0]))
        {
            string password = points[0].Password ?? "";
            _platform.Add(new Passphrase("soft-ap", password, password == CommonPassword ? CredentialOrigin.FactoryCommon : CredentialOrigin.Unknown));
        }
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public int Count => OwnCount + _platform.Count;

    private int OwnCount => _own == null || _own.Presence != Presence.Present ? 0 : _own.Count;

    /// <inheritdoc/>
    public ICredential At(int index) => index < OwnCount ? _own.At(index) : (ICredential)_platform[index - OwnCount];

    private sealed class Passphrase : ICredential
    {
        private readonly string _value;

        public Passphrase(string name, string value, CredentialOrigin origin)
        {
            Name = name;
            _value = value;
            Origin = origin;
        }

        public string Name { get; }

        public CredentialKind Kind => CredentialKind.PresharedKey;

        public CredentialOrigin Origin { get; }

        public bool IsProbeAccount => false;

        public int Length => _value.Length;

        public Answer CanChange => Answer.Yes;

        public uint Generation => 0;

        public string ProbeValue => null;

        public Attempt Guess(string value) => value == _value ? Attempt.Accepted : Attempt.Refused;

        public Attempt Change(string current, string next) => Attempt.Unknown;

        public bool TryTag(byte[] tagKey, byte[] tag) => false;
    }
}
