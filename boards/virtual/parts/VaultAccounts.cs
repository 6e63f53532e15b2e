using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>Accounts in the agent's credential vault: what a unit that does it well uses.</summary>
internal sealed class VaultAccounts : IAccounts
{
    private readonly CredentialVault _vault;
    private readonly Func<CredentialVault> _reopen;
    private readonly CredentialBehaviour _behaviour;

    /// <summary>Opens the accounts.</summary>
    /// <param name="behaviour">Whether the board sees them.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="reopen">Opens the same vault from flash once more, as a reboot would.</param>
    public VaultAccounts(CredentialBehaviour behaviour, CredentialVault vault, Func<CredentialVault> reopen)
    {
        _behaviour = behaviour;
        _vault = vault;
        _reopen = reopen;
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public int Count => _vault.Count;

    /// <inheritdoc/>
    public bool HasProbe => _behaviour.Presence == Presence.Present && _behaviour.HasProbeAccount;

    /// <inheritdoc/>
    public ICredential At(int index) => _vault.At(index);

    /// <inheritdoc/>
    public Attempt LogIn(string account, string password) => account == AccountNames.SoftAp ? Attempt.Refused : _vault.LogIn(account, password);

    /// <inheritdoc/>
    public int SecondsLocked(string account) => _vault.LockoutSeconds(account);

    /// <inheritdoc/>
    public int SecondsLockedAfterReload(string account) => _reopen().LockoutSeconds(account);

    /// <inheritdoc/>
    public bool ForgiveProbe() => _vault.ForgiveProbe();
}
