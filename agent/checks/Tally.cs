using System;
using NanoAgent.Attestation.Claims;

namespace NanoAgent.Checks;

/// <summary>
/// Adds up what a check saw of several items and gives its finding: anything bad first, then what did not answer, then what is
/// unknown; only when all is good, success.
/// </summary>
public sealed class Tally
{
    private readonly string _check;
    private readonly string _order;

    private int _rank = int.MaxValue;
    private string _badReason;
    private Basis _badBasis;
    private string _badItem;
    private int _bad;
    private string _missed;
    private int _unknown;

    /// <summary>Starts an empty one.</summary>
    /// <param name="check">The check's id.</param>
    /// <param name="order">
    /// The check's reasons for a failure with commas between; the earliest of those that apply is the finding's. One constant
    /// text, since on the device an array would lie in RAM from boot on.
    /// </param>
    public Tally(string check, string order)
    {
        _check = check;
        _order = "," + order + ",";
        Facts = new FactList();
    }

    /// <summary>What was observed; the finding carries it.</summary>
    public FactList Facts { get; }

    /// <summary>Was anything bad so far?</summary>
    public bool HasBad => _bad > 0;

    /// <summary>Was anything without an answer so far?</summary>
    public bool HasMissed => _missed != null;

    /// <summary>An item is bad.</summary>
    /// <param name="reason">One of the reasons given at the start.</param>
    /// <param name="basis">On what that stands.</param>
    /// <param name="item">The item's public name, or null.</param>
    /// <exception cref="ArgumentException">A reason that was not given at the start.</exception>
    public void Bad(string reason, Basis basis, string item)
    {
        int rank = _order.IndexOf("," + reason + ",");

        if (rank < 0)
        {
            throw new ArgumentException("reason without a rank", nameof(reason));
        }

        _bad++;

        if (rank < _rank)
        {
            _rank = rank;
            _badReason = reason;
            _badBasis = basis;
            _badItem = item;
        }
    }

    /// <summary>Something that was asked did not answer; the first reason stays.</summary>
    public void Missed(string reason) => _missed = _missed ?? reason;

    /// <summary>An item cannot be seen.</summary>
    public void Unknown() => _unknown++;

    /// <summary>Counts an answer of which <paramref name="bad"/> is the bad one.</summary>
    public void Judge(Answer answer, Answer bad, string reason, Basis basis, string item)
    {
        if (answer == bad)
        {
            Bad(reason, basis, item);
        }
        else if (answer == Answer.Unknown)
        {
            Unknown();
        }
    }

    /// <summary>The finding.</summary>
    /// <param name="basis">On what a success stands.</param>
    /// <param name="reason">The reason of a success.</param>
    public Finding Finish(Basis basis, string reason)
    {
        AddCounts();

        if (_bad > 0)
        {
            return new Finding(_check, Outcome.Fail, _badBasis, _badReason, Facts);
        }

        if (_missed != null)
        {
            return Answers.NotRun(_check, _missed, Facts);
        }

        return _unknown > 0
            ? Answers.Unobservable(_check, Facts)
            : new Finding(_check, Outcome.Success, basis, reason, Facts);
    }

    private void AddCounts()
    {
        if (_bad > 0)
        {
            Facts.Add("bad", _bad);

            if (_badItem != null)
            {
                Facts.Add("item", _badItem);
            }
        }

        if (_unknown > 0)
        {
            Facts.Add("unknown", _unknown);
        }
    }
}
