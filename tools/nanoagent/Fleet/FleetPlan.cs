using System.Globalization;
using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tool.Fleet;

/// <summary>How many units of which persona report how often.</summary>
/// <param name="Devices">Units, 1 to <see cref="MostDevices"/>.</param>
/// <param name="Rate">Reports a second of all of them together, 1 to <see cref="MostRate"/>; a slower collector gets fewer.</param>
/// <param name="ReportsEach">Reports of each unit, 1 to <see cref="MostReportsEach"/>.</param>
/// <param name="Mix">Personas with their shares, which add up to more than 0.</param>
internal sealed record FleetPlan(int Devices, int Rate, int ReportsEach, IReadOnlyList<(Persona Persona, double Share)> Mix)
{
    /// <summary>Most units: each holds a key of some 6 KB.</summary>
    public const int MostDevices = 100_000;

    /// <summary>Most reports a second.</summary>
    public const int MostRate = 10_000;

    /// <summary>Most reports of one unit.</summary>
    public const int MostReportsEach = 1000;

    /// <summary>Reads <c>persona:share,persona:share</c>; a share left out is 1.</summary>
    /// <returns>False, with what is wrong, when a persona or a share is none.</returns>
    public static bool TryReadMix(string text, out IReadOnlyList<(Persona Persona, double Share)> mix, out string problem)
    {
        var read = new List<(Persona, double)>();
        mix = read;
        problem = "";

        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split(':', 2);
            double share = 1;

            if (!Persona.TryFind(pair[0], out Persona? persona))
            {
                problem = $"no persona \"{pair[0]}\"";
                return false;
            }

            if (pair.Length == 2 && !(double.TryParse(pair[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share) && share > 0))
            {
                problem = $"no share \"{pair[1]}\": a number above 0";
                return false;
            }

            read.Add((persona, share));
        }

        return true;
    }

    /// <summary>The persona of each unit: shares to the whole unit, none of a named persona left out where there are units enough.</summary>
    public IEnumerable<Persona> Personas()
    {
        double all = Mix.Sum(part => part.Share);
        double upTo = 0;
        int given = 0;

        foreach ((Persona persona, double share) in Mix)
        {
            upTo += share;
            int last = Math.Max((int)Math.Round(Devices * upTo / all), Math.Min(given + 1, Devices));

            for (; given < last; given++)
            {
                yield return persona;
            }
        }
    }
}
