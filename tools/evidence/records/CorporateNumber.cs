namespace NanoAgent.Evidence;

/// <summary>The number of a legal entity in Japan (法人番号): 13 digits, the first of which checks the other twelve.</summary>
public static class CorporateNumber
{
    /// <summary>Length, in digits.</summary>
    public const int Digits = 13;

    /// <summary>True for 13 ASCII digits whose check digit holds.</summary>
    /// <remarks>Ministerial ordinance on corporate numbers: 9 minus the remainder by 9 of the sum of the twelve digits, weighted 1 and 2 in turn from the last.</remarks>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: Digits } || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        int sum = 0;

        for (int place = 1; place < Digits; place++)
        {
            sum += (text[Digits - place] - '0') * (place % 2 == 1 ? 1 : 2);
        }

        return text[0] - '0' == 9 - (sum % 9);
    }
}
