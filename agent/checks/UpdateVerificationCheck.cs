using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;

namespace NanoAgent.Checks;

/// <summary>Is an update accepted only when it is genuine, whole, for this model and newer?</summary>
public sealed class UpdateVerificationCheck : ICheck
{
    /// <summary>
    /// Places at which one bit is changed. The image is cut into as many stretches and the place is drawn within each, so that
    /// manifest, payload and signature are all hit whatever their layout, and every byte is hit over many units.
    /// </summary>
    public const int Places = 12;

    private const string Order =
        CheckReasons.AcceptsWrongKey + "," + CheckReasons.AcceptsChanged + "," + CheckReasons.AcceptsTruncated
        + "," + CheckReasons.AcceptsOversized + "," + CheckReasons.AcceptsWrongModel + "," + CheckReasons.AcceptsOlder
        + "," + CheckReasons.RunningChanged + "," + CheckReasons.GenuineRefused;

    /// <inheritdoc/>
    public string Id => CheckIds.UpdateVerification;

    /// <inheritdoc/>
    public Intrusion Intrusion => Intrusion.Probes;

    /// <inheritdoc/>
    public Finding Run(CheckContext context)
    {
        IUpdateMechanism update = context.Board.Update;
        Finding without = Answers.WithoutPart(Id, update);

        if (without != null)
        {
            return without;
        }

        byte[] before = update.RunningDigest();
        var trial = new Trial(update, new Tally(Id, Order));
        trial.Genuine(context.Board.Random);
        trial.Sample(UpdateSample.WrongKey, CheckReasons.AcceptsWrongKey, "wrong-key");
        trial.Sample(UpdateSample.Oversized, CheckReasons.AcceptsOversized, "oversized");
        trial.Sample(UpdateSample.WrongModel, CheckReasons.AcceptsWrongModel, "wrong-model");
        trial.Sample(UpdateSample.Older, CheckReasons.AcceptsOlder, "older");
        trial.Compare(before, update.RunningDigest());
        return trial.Finish();
    }

    /// <summary>The images given to the mechanism, and what it said.</summary>
    private sealed class Trial
    {
        private readonly IUpdateMechanism _update;
        private readonly Tally _tally;

        private int _tried;
        private int _refused;
        private int _missing;

        public Trial(IUpdateMechanism update, Tally tally)
        {
            _update = update;
            _tally = tally;
        }

        /// <summary>The genuine image must be accepted, and none of its mutilations.</summary>
        public void Genuine(IRandomSource random)
        {
            byte[] sample = SampleOf(UpdateSample.Genuine);

            if (sample == null)
            {
                return;
            }

            UpdateVerdict verdict = _update.Rehearse(sample, sample.Length);

            if (verdict == UpdateVerdict.Unknown || verdict == UpdateVerdict.Failed)
            {
                _tally.Unknown();
            }
            else if (verdict != UpdateVerdict.Accepted)
            {
                // A gate that refuses everything shows nothing by refusing the rest.
                _tally.Bad(CheckReasons.GenuineRefused, Basis.Probed, null);
            }

            Mutilate((byte[])sample.Clone(), random);
        }

        /// <summary>A sample that must be refused.</summary>
        public void Sample(UpdateSample kind, string reason, string item)
        {
            byte[] sample = SampleOf(kind);

            if (sample != null)
            {
                Judge(_update.Rehearse(sample, sample.Length), kind != UpdateSample.WrongKey, reason, item);
            }
        }

        /// <summary>Whatever was tried, the running version stays.</summary>
        public void Compare(byte[] before, byte[] after)
        {
            if (before == null || after == null)
            {
                _tally.Unknown();
            }
            else if (!Bytes.Equal(before, after))
            {
                _tally.Bad(CheckReasons.RunningChanged, Basis.Probed, null);
            }
        }

        public Finding Finish()
        {
            _tally.Facts.Add("tried", _tried);
            _tally.Facts.Add("refused", _refused);
            _tally.Facts.Add("samples-missing", _missing);
            return _tally.Finish(Basis.Probed, Reasons.Holds);
        }

        private void Mutilate(byte[] image, IRandomSource random)
        {
            int places = image.Length < Places ? image.Length : Places;

            for (int i = 0; i < places; i++)
            {
                int start = i * image.Length / places;
                int end = (i + 1) * image.Length / places;
                int place = start + Chance.Below(random, end - start);
                byte flip = (byte)(1 << Chance.Below(random, 8));
                image[place] ^= flip;
                MustRefuse(image, image.Length, CheckReasons.AcceptsChanged, "place-" + i.ToString());
                image[place] ^= flip;
            }

            MustRefuse(image, image.Length - 1, CheckReasons.AcceptsTruncated, "last-byte");
            MustRefuse(image, image.Length / 2, CheckReasons.AcceptsTruncated, "half");
            MustRefuse(image, 0, CheckReasons.AcceptsTruncated, "empty");
        }

        private void MustRefuse(byte[] image, int length, string reason, string item) =>
            Judge(_update.Rehearse(image, length), false, reason, item);

        private void Judge(UpdateVerdict verdict, bool isSigned, string reason, string item)
        {
            _tried++;

            if (verdict == UpdateVerdict.Accepted)
            {
                _tally.Bad(reason, Basis.Probed, item);
            }
            else if (verdict == UpdateVerdict.Unknown || verdict == UpdateVerdict.Failed || (isSigned && verdict == UpdateVerdict.BadSignature))
            {
                // A sample that should be genuinely signed and is not shows nothing of what else the mechanism looks at.
                _tally.Unknown();
            }
            else
            {
                _refused++;
            }
        }

        private byte[] SampleOf(UpdateSample kind)
        {
            byte[] sample = _update.Sample(kind);

            if (sample == null || sample.Length == 0)
            {
                _missing++;
                _tally.Unknown();
                return null;
            }

            return sample;
        }
    }
}
