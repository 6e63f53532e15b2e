namespace NanoAgent.Checks;

/// <summary>Decimal numbers that the agent itself wrote into its memory.</summary>
internal static class Numbers
{
    /// <summary>The number; 0 for anything that is none, since a damaged memory is the same as no memory.</summary>
    public static uint Read(string text)
    {
        uint number = 0;

        for (int i = 0; text != null && i < text.Length; i++)
        {
            if (text[i] < '0' || text[i] > '9')
            {
                return 0;
            }

            number = (10 * number) + (uint)(text[i] - '0');
        }

        return number;
    }
}
