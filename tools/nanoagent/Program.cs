using NanoAgent.Tool;

// Answers are ours: an unknown option is wrong use (2), a fault of the environment is 3, and nobody sees a stack trace.
return await CommandLine.RunAsync(args, Terminal.Real());
