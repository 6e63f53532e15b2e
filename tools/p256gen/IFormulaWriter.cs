namespace NanoAgent.P256Gen;

/// <summary>Writes the steps of a formula in some form of code, and knows the bounds of every number that it has written.</summary>
public interface IFormulaWriter
{
    /// <summary>Assigns limb by limb, without carries.</summary>
    Vector Assign(string name, Vector source);

    /// <summary>Assigns three times a number, and carries.</summary>
    Vector AssignTripled(string name, Vector source);

    /// <summary>Montgomery reduction modulo p, then minus a number: <c>product / R - minus</c>, carried.</summary>
    Vector Reduce(string name, Vector product, Vector? minus = null);
}
