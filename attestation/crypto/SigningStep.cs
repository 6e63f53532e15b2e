namespace NanoAgent.Attestation.Crypto;

/// <summary>What a signature is computed from, in order. After each a test can flip a bit.</summary>
internal enum SigningStep
{
    /// <summary>The digest, as a number.</summary>
    Digest,

    /// <summary>The nonce k.</summary>
    Nonce,

    /// <summary>The odd one of k and n-k.</summary>
    OddNonce,

    /// <summary>What the point engine will do.</summary>
    Schedule,

    /// <summary>The point, after its start and after each doubling and addition.</summary>
    Point,

    /// <summary>r, the point's x modulo n.</summary>
    R,

    /// <summary>The inverse of k.</summary>
    NonceInverse,

    /// <summary>digest + r · private key.</summary>
    Sum,

    /// <summary>s.</summary>
    S,

    /// <summary>The signature's bytes.</summary>
    Signature,
}

/// <summary>The seam through which a test disturbs a signature while it is computed. No product code hands one in.</summary>
internal interface IFaultSeam
{
    /// <summary>Called after each step.</summary>
    /// <param name="step">Which.</param>
    /// <param name="value">The live array that the step has written: <c>long[]</c>, <c>short[]</c> or <c>byte[]</c>.</param>
    void After(SigningStep step, object value);
}
