using System.Text;
using NanoAgent.Attestation.Verify;

namespace NanoAgent.Tests.Shared.Token;

[TestClass]
public sealed class TokenVectorTests
{
    public static IEnumerable<object[]> Names => TokenVector.All.Select(v => new object[] { v.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void A_vector_gets_exactly_the_answer_that_it_expects(string name)
    {
        TokenVector vector = TokenVector.Named(name);
        Assert.AreEqual(vector.Expected, vector.Judge(), vector["comment"]);
    }

    [TestMethod]
    public void Each_refusal_has_a_vector()
    {
        Assert.AreEqual("", string.Join(' ', Enum.GetValues<Refusal>().Except(TokenVector.All.Concat(TokenVector.Replays).Select(v => v.Expected))));
    }

    [TestMethod]
    public void A_replays_tokens_are_each_good_alone_and_other_bytes_so_that_only_the_database_can_refuse()
    {
        Assert.IsNotEmpty(TokenVector.Replays);

        foreach (TokenVector vector in TokenVector.Replays)
        {
            Assert.AreEqual(Refusal.None, vector.Verify(Encoding.ASCII.GetBytes(vector["before"])).Refusal, vector.Name);
            Assert.AreEqual(Refusal.None, vector.Verify().Refusal, vector.Name);
            Assert.AreNotEqual(vector["before"], vector["text"], vector.Name);
        }
    }

    [TestMethod]
    public void There_are_good_vectors_and_bad_ones()
    {
        Assert.IsGreaterThan(40, TokenVector.All.Count(v => v.Expected == Refusal.None));
        Assert.IsGreaterThan(100, TokenVector.All.Count(v => v.Expected != Refusal.None));
    }

    [TestMethod]
    [DataRow(VerificationStep.Type)]
    [DataRow(VerificationStep.Critical)]
    [DataRow(VerificationStep.Algorithm)]
    [DataRow(VerificationStep.Revocation)]
    [DataRow(VerificationStep.Signature)]
    [DataRow(VerificationStep.Audience)]
    [DataRow(VerificationStep.Unit)]
    [DataRow(VerificationStep.Freshness)]
    public void Without_a_step_some_bad_vector_is_accepted(VerificationStep step)
    {
        IEnumerable<TokenVector> bad = TokenVector.All.Where(v => !v.IsEnrolment && v.Expected != Refusal.None);
        Assert.IsTrue(bad.Any(v => v.Verify(without: step).Refusal == Refusal.None), $"nothing depends on {step}");
    }

    [TestMethod]
    public void Every_step_is_left_out_by_the_test_above()
    {
        Assert.HasCount(8, Enum.GetValues<VerificationStep>());
    }
}
