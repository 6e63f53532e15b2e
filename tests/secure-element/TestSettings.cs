// The fake platform is one world, as a chip is: tests take turns.
[assembly: DoNotParallelize]
