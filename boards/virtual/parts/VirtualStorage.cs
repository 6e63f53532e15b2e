using System.Security.Cryptography;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The one secret whose storage the personas vary: the Wi-Fi passphrase, in a file as stock firmware has it.</summary>
internal sealed class VirtualStorage : IStorage, IStoredSecret
{
    /// <summary>The file on the unit's flash, named after stock firmware's configuration block.</summary>
    private const string FileName = "con.wn1.0.sys";

    /// <summary>Begins a block whose value lies in clear. Any other block stands for the chip's encryption: the value is not there to be read.</summary>
    private static readonly byte[] s_clear = "psk="u8.ToArray();

    private readonly StorageBehaviour _behaviour;
    private readonly IFlash _flash;

    /// <summary>Opens the storage; writes the secret in the form that the behaviour asks for.</summary>
    /// <param name="behaviour">Where and in what form.</param>
    /// <param name="flash">The unit's flash.</param>
    /// <param name="passphrase">The secret, as first given to the unit.</param>
    public VirtualStorage(StorageBehaviour behaviour, IFlash flash, string passphrase)
    {
        _behaviour = behaviour;
        _flash = flash;

        if (behaviour.Presence == Presence.Present && !flash.Exists(FileName))
        {
            byte[] secret = Encoding.UTF8.GetBytes(passphrase);
            byte[] kept = behaviour.WifiForm == SecretForm.Clear ? [.. s_clear, .. secret] : SHA256.HashData(secret);
            flash.Write(FileName, kept, 0, kept.Length);
            flash.Sync();
        }
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public int Count => _behaviour.DriverCrashes ? throw new InvalidOperationException("storage driver crashed") : 1;

    /// <inheritdoc/>
    public string Name => "wifi-password";

    /// <inheritdoc/>
    public SecretPlace Place => _behaviour.WifiPlace;

    /// <inheritdoc/>
    public SecretForm Form => _behaviour.WifiForm;

    /// <inheritdoc/>
    public IStoredSecret At(int index) => this;

    /// <inheritdoc/>
    public Answer PlainReadReachesIt()
    {
        if (!_behaviour.FileIsReadable)
        {
            return Answer.No;
        }

        byte[] raw = new byte[_flash.Length(FileName)];
        int read = _flash.Read(FileName, 0, raw, 0, raw.Length);
        return raw.AsSpan(0, read).StartsWith(s_clear) ? Answer.Yes : Answer.No;
    }
}
