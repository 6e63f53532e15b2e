using System.Collections;
using System.IO;
using System.Net.NetworkInformation;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Boards.Configuration;

namespace NanoAgent.Boards.Espressif;

/// <summary>The secrets that stock firmware keeps, each tried by a plain read. All lie on one unencrypted drive.</summary>
public sealed class EspressifStorage : IStorage
{
    /// <summary>The block that holds the device certificate and its private key.</summary>
    private const string DeviceCertificate = "I:\\con_XD1_0.sys";

    private readonly ArrayList _secrets = new ArrayList();

    /// <summary>Takes stock.</summary>
    /// <param name="flash">The agent's folder, for the identity key.</param>
    /// <param name="keyFile">The file in it that holds the key.</param>
    /// <param name="configuration">Says whether the unit file holds a secret.</param>
    public EspressifStorage(IFlash flash, string keyFile, UnitConfiguration configuration)
    {
        _secrets.Add(new KeyFile(flash, keyFile));

        if (StationPassword().Length > 0)
        {
            _secrets.Add(new WifiPassword());
        }

        if (configuration.EnrolmentToken != null || configuration.WifiPassword != null)
        {
            _secrets.Add(new PlainFile("unit-file", UnitFile.Path));
        }

        if (File.Exists(DeviceCertificate))
        {
            _secrets.Add(new PlainFile("device-certificate", DeviceCertificate));
        }
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public int Count => _secrets.Count;

    /// <inheritdoc/>
    public IStoredSecret At(int index) => (IStoredSecret)_secrets[index];

    private static string StationPassword()
    {
        Wireless80211Configuration[] all = Wireless80211Configuration.GetAllWireless80211Configurations();
        return all.Length == 0 || all[0].Password == null ? "" : all[0].Password;
    }

    /// <summary>In clear, on the drive that everything shares: what all of them have in common.</summary>
    private abstract class Secret : IStoredSecret
    {
        protected Secret(string name) => Name = name;

        public string Name { get; }

        public SecretPlace Place => SecretPlace.PlainFlash;

        public SecretForm Form => SecretForm.Clear;

        public abstract Answer PlainReadReachesIt();
    }

    private sealed class KeyFile : Secret
    {
        private readonly IFlash _flash;
        private readonly string _file;

        public KeyFile(IFlash flash, string file)
            : base("identity-key")
        {
            _flash = flash;
            _file = file;
        }

        public override Answer PlainReadReachesIt() => _flash.Read(_file, 0, new byte[1], 0, 1) == 1 ? Answer.Yes : Answer.No;
    }

    private sealed class WifiPassword : Secret
    {
        public WifiPassword()
            : base("wifi-password")
        {
        }

        public override Answer PlainReadReachesIt() => StationPassword().Length > 0 ? Answer.Yes : Answer.No;
    }

    private sealed class PlainFile : Secret
    {
        private readonly string _path;

        public PlainFile(string name, string path)
            : base(name) => _path = path;

        public override Answer PlainReadReachesIt()
        {
            try
            {
                using (var stream = new FileStream(_path, FileMode.Open, FileAccess.Read))
                {
                    return stream.Read(new byte[1], 0, 1) == 1 ? Answer.Yes : Answer.No;
                }
            }
            catch (IOException)
            {
                // Whether a system file can be opened was seen in the sources, not on a chip: a refusal to open is a no.
                return Answer.No;
            }
        }
    }
}
