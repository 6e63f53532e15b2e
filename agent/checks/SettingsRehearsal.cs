using System;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Checks;

/// <summary>
/// The firmware's own settings store over a flash in RAM, with the power cut at every single write of a short story: two
/// values stored, then one of them replaced.
/// </summary>
/// <remarks>At most <see cref="MaxCuts"/> cuts for each way of cutting; needs 4 KB of RAM while it runs. No real write happens.</remarks>
internal sealed class SettingsRehearsal
{
    /// <summary>Most writes of the story that are cut; a store that takes more for three values is cut at the first ones only.</summary>
    public const int MaxCuts = 24;

    private const int FlashBytes = 4096;
    private const string Replaced = "probe-a";
    private const string Untouched = "probe-b";
    private const string OldValue = "value-one";
    private const string NewValue = "value-number-two";
    private const string OtherValue = "value-three";

    private readonly ISettings _settings;

    public SettingsRehearsal(ISettings settings)
    {
        _settings = settings;
    }

    /// <summary>Cuts tried.</summary>
    public int Cuts;

    /// <summary>Cuts after which a value was neither the old nor the new one.</summary>
    public int Torn;

    /// <summary>Tries every cut: with nothing of the cut write on the medium, half of a short one, and all of it.</summary>
    /// <returns>False when the firmware's store cannot be opened over another flash.</returns>
    public bool Run()
    {
        var whole = new MemoryFlash(FlashBytes);
        ISettingsRehearsal store = _settings.OpenOver(whole);

        if (store == null)
        {
            return false;
        }

        store.Put(Replaced, OldValue);
        store.Put(Untouched, OtherValue);
        int start = whole.Writes;
        store.Put(Replaced, NewValue);
        int writes = whole.Writes - start;
        writes = writes > MaxCuts ? MaxCuts : writes;

        // What was stored without a cut is durable: a store that keeps its values elsewhere would survive every cut of this flash.
        whole.CutNow(false);
        whole.PowerUp();
        Torn += IsWhole(whole, NewValue) ? 0 : 1;

        for (int write = 1; write <= writes; write++)
        {
            CutAt(write, MemoryFlash.NothingWritten, false);
            CutAt(write, 0, true);
            CutAt(write, 7, true);
            CutAt(write, int.MaxValue, false);
        }

        return true;
    }

    private void CutAt(int write, int torn, bool keepUnsynced)
    {
        var flash = new MemoryFlash(FlashBytes);
        ISettingsRehearsal store = _settings.OpenOver(flash);
        store.Put(Replaced, OldValue);
        store.Put(Untouched, OtherValue);
        flash.CutAt(write, torn, keepUnsynced);

        try
        {
            store.Put(Replaced, NewValue);
        }
        catch (PowerCutException)
        {
            // The cut that was planned.
        }

        flash.PowerUp();
        Cuts++;
        Torn += IsWhole(flash, OldValue) ? 0 : 1;
    }

    private bool IsWhole(IFlash flash, string orValue)
    {
        try
        {
            ISettingsRehearsal store = _settings.OpenOver(flash);
            string value = store.Get(Replaced);
            return (value == NewValue || value == orValue) && store.Get(Untouched) == OtherValue;
        }
        catch (Exception)
        {
            // A store that cannot be opened after the cut has lost everything.
            return false;
        }
    }
}
