using System.Text.Json;
using NanoAgent.Attestation.Claims;
using NanoAgent.Board;
using NanoAgent.Boards.Virtual.Network;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The unit's one network service: its admin endpoint, asked over the network like anybody else would.</summary>
internal sealed class VirtualServices : IServices, IService
{
    /// <summary>The unit's port; the host forwards one of its own to it.</summary>
    public const int AdminPort = 443;

    private readonly ServiceBehaviour _behaviour;
    private readonly AdminClient? _client;
    private readonly IAccounts _accounts;

    /// <summary>Makes it.</summary>
    /// <param name="behaviour">What the firmware behind it does.</param>
    /// <param name="client">A client on the network; null when the unit offers nothing to ask.</param>
    /// <param name="accounts">Who knows of lock-outs.</param>
    public VirtualServices(ServiceBehaviour behaviour, AdminClient? client, IAccounts accounts)
    {
        _behaviour = behaviour;
        _client = client;
        _accounts = accounts;
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public string Name => "admin-https";

    /// <inheritdoc/>
    public int Port => AdminPort;

    /// <inheritdoc/>
    public Answer RequiresAuthentication => _behaviour.Declared;

    /// <inheritdoc/>
    public Answer OwnerLockedOut => _accounts.SecondsLocked(AccountNames.Admin) > 0 ? Answer.Yes : Answer.No;

    /// <inheritdoc/>
    public IService At(int index) => this;

    /// <inheritdoc/>
    public Attempt AskWithout() => _client?.AskStatus() ?? Attempt.Unreachable;

    /// <inheritdoc/>
    public Attempt AskAsProbe(string value) => !_accounts.HasProbe ? Attempt.Unknown : _client?.LogIn(AccountNames.Probe, value) ?? Attempt.Unreachable;

    /// <inheritdoc/>
    public bool ForgiveProbe() => _accounts.HasProbe && _accounts.ForgiveProbe();

    /// <inheritdoc/>
    public int LockoutSecondsAfterReload() => _accounts.HasProbe ? _accounts.SecondsLockedAfterReload(AccountNames.Probe) : -1;
}

/// <summary>The firmware behind the admin endpoint.</summary>
internal sealed class AdminDoor(ServiceBehaviour behaviour, IIdentity identity, IAccounts accounts, ISettingsRehearsal settings, IUpdateMechanism update) : IAdminDoor
{
    /// <inheritdoc/>
    public bool StatusNeedsSession => !behaviour.StatusIsOpen;

    /// <inheritdoc/>
    public Attempt LogIn(string account, string password) => accounts.LogIn(account, password);

    /// <inheritdoc/>
    public string Status() => $"{{\"model\":\"{identity.Model}\",\"firmware\":\"{identity.FirmwareName}\",\"version\":\"{identity.FirmwareVersion}\"}}";

    /// <inheritdoc/>
    public string Settings() => JsonSerializer.Serialize(Firmware.UserSettings.Keys.ToDictionary(key => key, settings.Get));

    /// <inheritdoc/>
    public UpdateVerdict Upload(byte[] image)
    {
        // One gate, one slot: two uploads at once would write over each other.
        lock (update)
        {
            return update.Rehearse(image, image.Length);
        }
    }
}
